import type { PageQuery } from "./control-input.ts";
import { escapeHtml, showText } from "./escape-html.ts";
import type { CallEntry, EffectEntry, LedgerEntry } from "./ledger.ts";
import { pageAddress } from "./page-address.ts";
import { renderState } from "./render-people.ts";
import type { World } from "./world.ts";

const shownEntries = 40;

/** What reached the account and what it did, newest first. A call and its effect are one row. */
export function renderLedger(world: World, query: PageQuery): string {
  const { entries } = world.account;
  const effects = new Map<number, EffectEntry>();
  const rows: string[] = [];
  for (let at = entries.length - 1; at >= 0 && rows.length < shownEntries; at -= 1) {
    const entry = entries[at];
    if (entry === undefined || !isShown(entry, query)) continue;
    if (entry.kind === "call") {
      const effect = entry.effect === null ? null : findEffect(entries, at, entry.effect);
      if (effect !== null) effects.set(effect.seq, effect);
      rows.push(renderRow(world, entry, effect));
    } else if (!effects.has(entry.seq)) rows.push(renderRow(world, entry, entry));
  }
  if (rows.length > 0) return `<ol class="ledger">${rows.join("")}</ol>`;
  const all =
    query.show === "all" ? "" : ` <a href="${pageAddress(query, { show: "all" })}">Show every call</a>`;
  return `<p class="empty">Nothing has happened yet. Ask for a suspension in the console, and it appears here.${all}</p>`;
}

/** An effect is written just before its call, so it is never far. */
function findEffect(entries: readonly LedgerEntry[], from: number, seq: number): EffectEntry | null {
  for (let at = from - 1; at >= 0; at -= 1) {
    const entry = entries[at];
    if (entry === undefined || entry.seq < seq) return null;
    if (entry.seq === seq) return entry.kind === "effect" ? entry : null;
  }
  return null;
}

function isShown(entry: LedgerEntry, query: PageQuery): boolean {
  const isAction = entry.operation === "suspend" || entry.operation === "reactivate";
  return isAction || query.show === "all";
}

function renderRow(world: World, entry: LedgerEntry, effect: EffectEntry | null): string {
  const person = entry.user === null ? undefined : world.account.people.find(entry.user);
  const name = person === undefined ? (entry.user ?? "") : person.displayName;
  const source = entry.kind === "call" ? "" : entry.source === "late" ? "landed late" : "from outside";
  const facts = [
    entry.requestId === null ? "" : `<code title="X-Request-Id">${showText(entry.requestId)}</code>`,
    entry.application === null ? "" : `<span>${entry.application} credential</span>`,
    entry.userAgent === null ? "" : `<span>${showText(entry.userAgent)}</span>`,
  ].join("");
  const before = effect === null ? "" : renderChange(effect);
  return `<li class="${effect?.changed === true ? "changed" : "quiet"}">
<time datetime="${escapeHtml(entry.time)}">${escapeHtml(entry.time.slice(11, 19))}</time>
<div class="what"><p><span class="op">${entry.operation}</span> ${name === "" ? "" : `<strong>${showText(name)}</strong>`}${source === "" ? "" : ` <em>${source}</em>`}</p></div>
${before}
${facts === "" ? "" : `<p class="facts">${facts}</p>`}
${entry.kind === "call" ? renderOutcome(entry) : ""}</li>`;
}

function renderChange(effect: EffectEntry): string {
  if (!effect.changed) return `<span class="same">was ${renderState(effect.after)} already</span>`;
  return `<span class="change">${renderState(effect.before)}<span aria-label="to">→</span>${renderState(effect.after)}</span>`;
}

function renderOutcome(call: CallEntry): string {
  const fault = call.fault === null ? "" : `<span class="fault">${call.fault.replaceAll("_", " ")}</span>`;
  const status =
    call.status === null
      ? '<span class="status lost">no answer</span>'
      : `<span class="status ${call.status < 300 ? "fine" : "bad"}">${call.status}</span>`;
  return `<span class="outcome">${fault}${status}</span>`;
}
