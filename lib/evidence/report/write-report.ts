import type { ReportModel } from "#lib/evidence/report-model.ts";
import { firstPage } from "./first-page.ts";
import { Html, html } from "./html.ts";
import {
  controlSection,
  integritySection,
  requestSection,
  signalSection,
  timelineSection,
} from "./sections.ts";
import { reportStyle } from "./style.ts";
import { standing, when, whom } from "./words.ts";

/** `report.html`: one file without scripts and without anything from elsewhere, for the screen and for paper. */
export function writeReport(model: ReportModel): string {
  const { head, scope } = model;
  const footer = `${model.title} · log size ${head.size} · root ${head.root.slice(0, 16)}… · key ${model.fingerprint.slice(0, 16)}…`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="referrer" content="no-referrer" />
        <title>Evidence of ${model.title} – Countersign</title>
        <style>
          ${new Html(reportStyle(footer))}
        </style>
      </head>
      <body>
        <div class="first">
          <div class="top">
            <span>Countersign · evidence report</span
            ><span>as of ${when(head.at)}, log size ${head.size}</span>
          </div>
          <h1>${heading(model)}</h1>
          <p class="soft">
            ${scope.kind === "case" ? `Case ${scope.case}` : `From ${when(scope.from)} to ${when(scope.to)}`}${model.caseFacts?.severity ? `, severity ${model.caseFacts.severity}` : ""}${model.caseFacts ? about(model) : ""}${model.caseFacts?.status ? `, status ${model.caseFacts.status.replaceAll("_", " ")}` : ""}.
          </p>
          ${simulated(model)} ${firstPage(model)}
        </div>
        ${requestSection(model)} ${signalSection(model)} ${timelineSection(model)} ${controlSection(model)}
        ${integritySection(model)}
      </body>
    </html> `;
  return page.markup;
}

function heading(model: ReportModel): string {
  if (model.scope.kind === "period") {
    const done = model.requests.filter(({ status }) => status === "succeeded");
    const suspended = done.filter(({ action }) => action === "suspend").length;
    return `Suspensions that took effect: ${suspended}; reactivations: ${done.length - suspended}`;
  }
  const last = model.requests.findLast(({ status }) => status === "succeeded") ?? model.requests.at(-1);
  return last === undefined ? `Case ${model.title}: nothing was asked for` : standing(last);
}

function about({ requests, caseFacts }: ReportModel): string {
  const [first] = requests;
  if (first !== undefined) return `, about ${whom(first)}`;
  // Names stand in the entries of requests; without one the log knows the id.
  return caseFacts?.userId ? `, about the 1Password user ${caseFacts.userId}` : "";
}

function simulated({ entries }: ReportModel): Html {
  const made = entries.filter((entry) => entry.simulated).length;
  if (made === 0) return html``;
  return html`<p class="warn">
    ${made} of ${entries.length} entries are history that the demo made up before its installation. Each says
    so.
  </p>`;
}
