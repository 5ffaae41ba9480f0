import type { PageQuery } from "./control-input.ts";
import { escapeHtml, showText } from "./escape-html.ts";
import { scenarios } from "./events/scenarios.ts";
import type { ArmedFault } from "./fault-script.ts";
import { pageAddress } from "./page-address.ts";
import type { Person } from "./person.ts";
import { renderState } from "./render-people.ts";
import type { World } from "./world.ts";

const lateMs = 20_000;

/** The buttons that make the world misbehave. They aim at the chosen person, else at whoever is next. */
export function renderTrouble(world: World, query: PageQuery): string {
  const person = query.person === "" ? undefined : world.account.people.find(query.person);
  const match = { op: ["suspend", "reactivate"], ...(person === undefined ? {} : { user: person.id }) };
  const arm = (fault: string, args: object = {}) => ({
    path: "/control/faults",
    body: { match, fault, args },
  });
  const aim =
    person === undefined
      ? "Aimed at the next suspension or reactivation of <strong>anybody</strong>. Choose a person to aim at them alone."
      : `Aimed at <strong>${showText(person.displayName)}</strong> ${renderState(person.state)} <a href="${pageAddress(query, { person: "" })}">Aim at anybody</a>`;
  return `<p class="aim">${aim}</p>
<div class="buttons">
${button({ id: "lose", text: "Lose the next answer", hint: "It is carried out, and nobody hears of it.", order: arm("reset_after_apply") })}
${button({ id: "late", text: "Answer late", hint: `It is carried out; the answer takes ${lateMs / 1000} seconds.`, order: arm("delay", { ms: lateMs, when: "after" }) })}
${button({ id: "refuse", text: "Refuse", hint: "403, as for the last owner. Nothing is changed.", order: arm("last_owner") })}
${button({ id: "outside", text: "Change this person from outside", hint: outsideHint(person), order: person === undefined ? null : outside(person) })}
${Object.entries(scenarios)
  .map(([name, { title, hint }]) =>
    button({
      id: `scenario-${name}`,
      text: title,
      hint: person === undefined ? "Choose a person first." : hint,
      order: person === undefined ? null : { path: `/control/scenarios/${name}`, body: { user: person.id } },
    }),
  )
  .join("\n")}
${button({ id: "down", text: "Be down for a minute", hint: "Every connection is refused until then.", order: { path: "/control/down", body: { ms: 60_000 } } })}
</div>
${renderArmed(world)}`;
}

function outside(person: Person): { path: string; body: object } {
  const state = person.state === "SUSPENDED" ? "ACTIVE" : "SUSPENDED";
  return { path: `/control/users/${person.id}`, body: { state } };
}

function outsideHint(person: Person | undefined): string {
  if (person === undefined) return "Choose a person first.";
  return person.state === "SUSPENDED" ? "To ACTIVE, past the console." : "To SUSPENDED, past the console.";
}

function button(input: {
  id: string;
  text: string;
  hint: string;
  order: { path: string; body: object } | null;
}): string {
  const data =
    input.order === null
      ? "disabled"
      : `data-method="POST" data-path="${escapeHtml(input.order.path)}" data-body="${escapeHtml(JSON.stringify(input.order.body))}"`;
  return `<div class="choice"><button type="button" id="${input.id}" aria-describedby="${input.id}-hint" ${data}>${input.text}</button>
<p id="${input.id}-hint">${input.hint}</p></div>`;
}

function renderArmed(world: World): string {
  const armed = world.faults.armed();
  const down = world.downUntil();
  if (armed.length === 0 && down === null) {
    return '<p class="armed none">Nothing is armed: the account behaves.</p>';
  }
  const outage =
    down === null
      ? ""
      : `<li><span class="dot"></span><span>Down until <time>${down.toISOString().slice(11, 19)}</time></span>
<button type="button" class="small" id="up" data-method="DELETE" data-path="/control/down">Come back now</button></li>`;
  const faults = armed.map((fault) => renderFault(world, fault)).join("");
  const clearAll =
    armed.length < 2
      ? ""
      : '<button type="button" class="small" id="clear-all" data-method="DELETE" data-path="/control/faults">Clear all</button>';
  return `<div class="armed"><h3>Armed ${clearAll}</h3><ul>${outage}${faults}</ul></div>`;
}

function renderFault(world: World, { id, item, skip, left }: ArmedFault): string {
  const { op, user } = item.match;
  const person = user === undefined ? undefined : world.account.people.find(user);
  const whom = user === undefined ? "" : ` of ${showText(person?.displayName ?? user)}`;
  const times = left === null ? ", every time" : left === 1 ? "" : `, ${left} times`;
  const later = skip === 0 ? "" : `, after ${skip} more`;
  const what = op === "any" ? "any call" : (typeof op === "string" ? [op] : op).join(" or ");
  return `<li><span class="dot"></span><span><strong>${item.fault.replaceAll("_", " ")}</strong> on ${what}${whom}${times}${later}</span>
<button type="button" class="small" id="clear-${id}" data-method="DELETE" data-path="/control/faults/${id}">Clear</button></li>`;
}
