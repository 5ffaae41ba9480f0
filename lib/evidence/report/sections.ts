import type { ReportEntry, ReportModel } from "#lib/evidence/report-model.ts";
import type { RequestStory } from "#lib/evidence/request-story.ts";
import { controls } from "./control-map.ts";
import { html, type Html } from "./html.ts";
import { requestTable } from "./period-page.ts";
import { verdictRows } from "./verdict-rows.ts";
import { nameOf, signIn, standing, when } from "./words.ts";

export function requestSection(model: ReportModel): Html {
  if (model.requests.length === 0) return html``;
  return html`<h2>Requests</h2>
    ${model.scope.kind === "period" ? requestTable(model) : null}
    ${model.requests.map((story) => oneRequest(story, model))}`;
}

function oneRequest(story: RequestStory, model: ReportModel): Html {
  return html`<h3 id="${story.key}">${story.key}: ${standing(story)}</h3>
    <table>
      <tbody>
        <tr>
          <th scope="row">1Password user</th>
          <td>
            <code>${story.subject.userId}</code>, account <code>${model.account.id}</code> on
            ${model.account.host}
          </td>
        </tr>
        <tr>
          <th scope="row">Digest of what was approved</th>
          <td>
            <code>${story.digest ?? "not stated"}</code> <small>SHA-256; the bytes are in request.json</small>
          </td>
        </tr>
        <tr>
          <th scope="row">Asked</th>
          <td>${story.asked ? signIn(story.asked, model) : "before what this package covers"}</td>
        </tr>
        ${verdictRows(story)}
        ${story.votes.map(
          (vote) =>
            html`<tr>
              <th scope="row">${vote.decision === "approve" ? "Approved" : "Denied"}</th>
              <td>${signIn(vote, model)}</td>
            </tr>`,
        )}
        ${story.refusedDecisions.map(
          (act) =>
            html`<tr>
              <th scope="row">Decision refused</th>
              <td>${signIn(act, model)} <small>${act.code}</small></td>
            </tr>`,
        )}
        ${readings(story)}
        ${story.calls.map(
          (call) =>
            html`<tr>
              <th scope="row">Call ${call.attempt}</th>
              <td>
                ${when(call.at)} <code>${call.method} ${call.path}</code>:
                ${call.status === null ? "no answer" : `HTTP ${call.status}`}, ${call.ms} ms,
                ${call.result}${call.code === null ? "" : ` (${call.code})`}${call.requestId === null ? "" : `, request id ${call.requestId}`}
              </td>
            </tr>`,
        )}
        <tr>
          <th scope="row">Status</th>
          <td>
            ${story.status}${story.outcomeCode === null ? "" : ` (${story.outcomeCode})`}${story.endedAt === null ? "" : `, ${when(story.endedAt)}`}
          </td>
        </tr>
      </tbody>
    </table>`;
}

function readings({ before, answered, after }: RequestStory): Html[] {
  const rows = [
    ["State before", before],
    ["State in the answer", answered],
    ["State read after", after],
  ] as const;
  return rows.map(
    ([label, reading]) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td>
          ${
            reading === null
              ? "not read"
              : html`<span class="state">${reading.state}</span> ${when(reading.at)}`
          }
        </td>
      </tr>`,
  );
}

export function signalSection({ signals }: ReportModel): Html {
  if (signals.length === 0) return html``;
  return html`<h2>Signals</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Source</th>
          <th scope="col">Severity</th>
          <th scope="col">What it says</th>
          <th scope="col">Signature</th>
          <th scope="col">Body</th>
        </tr>
      </thead>
      <tbody>
        ${signals.map(
          (signal) =>
            html`<tr>
              <td class="t">${when(signal.at)}</td>
              <td>
                ${signal.source}${signal.ruleId === null ? null : html`<br /><small>${signal.ruleId}</small>`}
              </td>
              <td>${signal.severity}</td>
              <td>${signal.title ?? "erased"}</td>
              <td>${signal.signature === "signed" ? "checked, valid" : "none: a person's report"}</td>
              <td>${signal.file ?? "not kept"}<br /><code>${signal.rawSha256.slice(0, 16)}…</code></td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

export function timelineSection({ entries, scope }: ReportModel): Html {
  return html`<h2>Timeline</h2>
    <p class="soft">
      Every entry that this package holds, in the order of the log. Times are UTC. “Place” is the entry's
      index in the sealed log; its bytes are in timeline.jsonl.
    </p>
    <table>
      <thead>
        <tr>
          <th class="n" scope="col">${scope.kind === "case" ? "No." : "Chain"}</th>
          <th scope="col">Time</th>
          <th scope="col">What</th>
          <th class="n" scope="col">Place</th>
          <th scope="col">Hash</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map((entry) => timelineRow(entry, scope.kind === "case"))}
      </tbody>
    </table>`;
}

function timelineRow(entry: ReportEntry, isCase: boolean): Html {
  return html`<tr id="e-${entry.id}">
    <td class="${isCase ? "n" : "t"}">${isCase ? entry.n : `${entry.chain} ${entry.n}`}</td>
    <td class="t">
      ${entry.at.replace("T", " ").replace("Z", "")}${entry.late ? html`<br /><small>clock had gone back</small>` : null}
    </td>
    <td>
      ${entry.story}${entry.simulated ? html` <small>(simulated history of the demo)</small>` : null}${entry.quote === null ? null : html`<blockquote>${entry.quote}</blockquote>`}
    </td>
    <td class="n">${entry.epoch > 1 ? `${entry.epoch}/` : ""}${entry.index}</td>
    <td class="t"><code>${entry.hash.slice(0, 12)}…</code></td>
  </tr>`;
}

const linksShown = 6;

export function controlSection({ entries }: ReportModel): Html {
  return html`<h2>Controls</h2>
    <p class="soft">
      Which controls these entries speak of, and which entries show it. A map, not an assessment.
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Control</th>
          <th scope="col">Short text</th>
          <th scope="col">Met by</th>
          <th scope="col">Entries</th>
        </tr>
      </thead>
      <tbody>
        ${controls.map(({ id, text, met, types }) => {
          const shown = entries.filter(({ type }) => types.some((one) => one === type));
          const links = shown
            .slice(0, linksShown)
            .map((entry) => html`<a href="#e-${entry.id}">${entry.index}</a> `);
          const rest = shown.length > linksShown ? `and ${shown.length - linksShown} more` : "";
          return html`<tr>
            <td>${id}</td>
            <td>${text}</td>
            <td>${met}</td>
            <td>${types.length === 0 ? "all" : shown.length === 0 ? "none here" : html`${links}${rest}`}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}

export function integritySection(model: ReportModel): Html {
  const { head, vkey, fingerprint, version, installationId, erasedParts } = model;
  return html`<h2>Integrity</h2>
    <table>
      <tbody>
        <tr>
          <th scope="row">Log</th>
          <td><code>${head.origin}</code>, epoch ${head.epoch}</td>
        </tr>
        <tr>
          <th scope="row">Size and root</th>
          <td>${head.size}, <code>${head.root}</code>, signed ${when(head.at)}</td>
        </tr>
        <tr>
          <th scope="row">Key</th>
          <td>
            <code>${vkey}</code><br /><small>SHA-256 of the public key</small> <code>${fingerprint}</code>
          </td>
        </tr>
        <tr>
          <th scope="row">Made by</th>
          <td>Countersign ${version}, installation <code>${installationId}</code></td>
        </tr>
        <tr>
          <th scope="row">Not readable</th>
          <td>
            ${erasedParts === 0 ? "nothing was erased" : `${erasedParts} encrypted parts, whose keys were destroyed by an erasure`}
          </td>
        </tr>
      </tbody>
    </table>
    <p>
      The log is tamper-evident: each entry carries the hash of the one before it in its chain, all entries
      stand in one Merkle tree (RFC 6962), and its root is signed. It shows what the console recorded; it
      can't show what came after this checkpoint, nor what somebody who held the signing key changed since the
      last anchor elsewhere.
    </p>
    ${people(model)}`;
}

function people(model: ReportModel): Html {
  const ids = [...model.names.keys()];
  if (ids.length === 0) return html``;
  return html`<h3>People of the team</h3>
    <table>
      <tbody>
        ${ids.map(
          (id) =>
            html`<tr>
              <td>${nameOf({ personId: id, by: null }, model)}</td>
              <td><code>${id}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
