import type { PageQuery } from "./control-input.ts";
import { escapeHtml, showText } from "./escape-html.ts";
import { pageAddress } from "./page-address.ts";
import type { Person } from "./person.ts";
import { searchPeople } from "./search-people.ts";
import type { World } from "./world.ts";

const pageSize = 20;

/** One page of people, each a link that chooses them. */
export function renderPeople(world: World, query: PageQuery): string {
  const found = searchPeople(world.account, { q: query.q, limit: query.page * pageSize });
  const start = (query.page - 1) * pageSize;
  const people = found.people.slice(start);
  if (people.length === 0) {
    const nobody = query.q === "" ? "Nobody is on this page." : `Nobody matches “${showText(query.q)}”.`;
    return `<p class="empty">${nobody} <a href="${pageAddress(query, { q: "", page: 1 })}">Show everybody</a></p>`;
  }
  const rows = people.map((person) => renderPerson(person, query)).join("");
  const total = query.q === "" ? ` of ${world.account.people.count().toLocaleString("en")}` : "";
  const range = `${(start + 1).toLocaleString("en")}–${(start + people.length).toLocaleString("en")}${total}`;
  return `<ul class="people">${rows}</ul>
<nav class="pager" aria-label="Pages of people">
${pageLink("Previous", query.page > 1 ? pageAddress(query, { page: query.page - 1 }) : null)}
<span>${range}</span>
${pageLink("Next", found.more ? pageAddress(query, { page: query.page + 1 }) : null)}
</nav>`;
}

function renderPerson(person: Person, query: PageQuery): string {
  const chosen = person.id === query.person;
  const detail = person.title === "" ? "" : `<span class="title">${escapeHtml(person.title)}</span>`;
  return `<li><a href="${pageAddress(query, { person: chosen ? "" : person.id })}"${chosen ? ' aria-current="true"' : ""}>
<span class="who"><strong>${showText(person.displayName)}</strong><span class="mail">${showText(person.email)}</span>${detail}</span>
${renderRole(person)}${renderState(person.state)}</a></li>`;
}

function renderRole(person: Person): string {
  if (person.role === "member") return "";
  const words = person.role === "external_account_manager" ? "external" : person.role;
  return `<span class="role">${words}</span>`;
}

export function renderState(state: string): string {
  const kind = state === "ACTIVE" ? "active" : state === "SUSPENDED" ? "suspended" : "unknown";
  return `<span class="state ${kind}">${escapeHtml(state === "STATE_UNSPECIFIED" ? "UNSPECIFIED" : state)}</span>`;
}

function pageLink(text: string, address: string | null): string {
  return address === null ? `<span class="off">${text}</span>` : `<a href="${address}">${text}</a>`;
}
