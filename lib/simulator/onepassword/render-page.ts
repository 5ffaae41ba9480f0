import { randomBytes } from "node:crypto";
import type { HttpAnswer } from "./answer.ts";
import type { PageQuery } from "./control-input.ts";
import { escapeHtml } from "./escape-html.ts";
import { pageAddress } from "./page-address.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";
import { renderLedger } from "./render-ledger.ts";
import { renderPeople } from "./render-people.ts";
import { renderTrouble } from "./render-trouble.ts";
import type { World } from "./world.ts";

/** The parts of the page that live, by the id of the element that holds them. */
export function renderParts(world: World, query: PageQuery): Record<string, string> {
  return {
    summary: renderSummary(world),
    people: renderPeople(world, query),
    trouble: renderTrouble(world, query),
    ledger: renderLedger(world, query),
  };
}

/** The page *The other side*: the account as nobody sees it who only has its API. */
export function renderPage(world: World, query: PageQuery): HttpAnswer {
  const nonce = randomBytes(16).toString("base64");
  const parts = renderParts(world, query);
  const kept = (["person", "show"] as const)
    .filter((name) => query[name] !== "" && query[name] !== "actions")
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(query[name])}">`)
    .join("");
  const back =
    world.consoleUrl === null
      ? ""
      : `<a class="back" href="${escapeHtml(world.consoleUrl)}">Back to the console</a>`;
  const body = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The other side</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="${icon}"><style nonce="${nonce}">${pageStyle}</style></head><body>
<header><div><h1>The other side</h1><p>The simulated 1Password account that the console talks to. What goes wrong here, the console has to cope with.</p></div>
<div class="aside"><div id="summary">${parts["summary"]}</div>${back}</div></header>
<main>
<section class="column" aria-labelledby="people-title"><div class="head"><h2 id="people-title">People</h2>
<form action="/" method="get" role="search"><input type="search" name="q" value="${escapeHtml(query.q)}" placeholder="Name, e-mail, id or state" aria-label="Search people">${kept}</form></div>
<div id="people">${parts["people"]}</div></section>
<div class="stack">
<section class="column" aria-labelledby="trouble-title"><div class="head"><h2 id="trouble-title">Trouble</h2><p id="said" role="status"></p></div>
<div id="trouble">${parts["trouble"]}</div></section>
<section class="column" aria-labelledby="ledger-title"><div class="head"><h2 id="ledger-title">Ledger</h2>
<nav class="tabs" aria-label="What the ledger shows">${tab(query, "actions", "Actions")}${tab(query, "all", "Every call")}</nav><span class="live" id="live">live</span></div>
<div id="ledger">${parts["ledger"]}</div></section>
</div></main><script nonce="${nonce}">${pageScript}</script></body></html>`;
  return {
    kind: "http",
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "content-security-policy":
        `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; ` +
        "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    },
    body,
  };
}

function renderSummary(world: World): string {
  const { account } = world;
  const modes = [
    account.modes.provisioning ? "automated provisioning is on" : "",
    account.modes.v1beta1Gone === false ? "" : "v1beta1 is gone",
    account.modes.clockOffsetMs === 0
      ? ""
      : `clock moved by ${Math.round(account.modes.clockOffsetMs / 1000)} s`,
  ].filter((text) => text !== "");
  const notes = modes.map((text) => `<span class="mode">${text}</span>`).join("");
  return `<dl><div><dt>Account</dt><dd><code>${account.id}</code></dd></div>
<div><dt>People</dt><dd>${account.people.count().toLocaleString("en")}</dd></div>
<div><dt>Suspended</dt><dd>${account.people.count("SUSPENDED").toLocaleString("en")}</dd></div></dl>${notes}`;
}

function tab(query: PageQuery, show: PageQuery["show"], text: string): string {
  const current = query.show === show ? ' aria-current="page"' : "";
  return `<a href="${pageAddress(query, { show })}"${current}>${text}</a>`;
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='16' r='14' " +
  "fill='%232f4a43'/%3E%3Cpath d='M16 2a14 14 0 0 1 0 28z' fill='%23e8c9a0'/%3E%3C/svg%3E";
