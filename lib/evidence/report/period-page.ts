import type { ReportModel } from "#lib/evidence/report-model.ts";
import type { RequestStory } from "#lib/evidence/request-story.ts";
import { html, type Html } from "./html.ts";
import { between, nameOf, when, whom } from "./words.ts";

/** The first page of a period: the same questions, answered in figures, and every request in one table. */
export function periodAnswers(model: ReportModel): { question: string; text: Html }[] {
  const { requests, signals } = model;
  const done = requests.filter(({ status }) => status === "succeeded");
  const times = done.flatMap(({ asked, endedAt }) =>
    asked && endedAt ? [{ from: asked.at, to: endedAt }] : [],
  );
  const sorted = times.toSorted((a, b) => lasted(a) - lasted(b));
  const [median, slowest] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  return [
    {
      question: "What happened",
      text: html`<p>
          ${signals.length} signals, ${requests.length} requests:
          ${counted(requests.map(({ action, status }) => `${action} ${status.replaceAll("_", " ")}`))}.
        </p>
        <p class="soft">
          Compared with 1Password's own audit events: not reconciled, for they aren't connected.
        </p>`,
    },
    {
      question: "Who asked",
      text: html`<p>
        ${counted(requests.map(({ asked }) => (asked ? nameOf(asked, model) : "before this period")))}
      </p>`,
    },
    {
      question: "Who approved",
      text: html`<p>
        ${counted(
          requests.flatMap(({ votes }) =>
            votes.map(
              (vote) => `${nameOf(vote, model)} ${vote.decision === "approve" ? "approved" : "denied"}`,
            ),
          ),
        )}
      </p>`,
    },
    {
      question: "Under which policy",
      text: html`<p>
        ${counted(requests.map(({ policy }) => (policy ? `${policy.id} v${policy.version}, ${policy.rule}` : "not stated")))}
      </p>`,
    },
    {
      question: "What changed in 1Password",
      text: html`<p>
        ${done.length} changes, each seen by a reading after it; ${requests.length - done.length} requests
        changed nothing or aren't settled.
      </p>`,
    },
    {
      question: "How long it took",
      text: html`<p>
        ${
          median && slowest
            ? `From request to effect: median ${between(median.from, median.to)}, slowest ${between(slowest.from, slowest.to)}.`
            : "Nothing took effect."
        }
      </p>`,
    },
    {
      question: "Is it reversed",
      text: html`<p>
        ${done.filter(({ action, reversedBy }) => action === "suspend" && reversedBy !== null).length} of
        ${done.filter(({ action }) => action === "suspend").length} suspensions were undone within these
        entries.
      </p>`,
    },
  ];
}

export function requestTable(model: ReportModel): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Request</th>
        <th scope="col">What</th>
        <th scope="col">Asked by</th>
        <th scope="col">Decided by</th>
        <th scope="col">Came to</th>
        <th scope="col">Took</th>
      </tr>
    </thead>
    <tbody>
      ${model.requests.map(
        (story) =>
          html`<tr>
            <td class="t"><a href="#${story.key}">${story.key}</a><br /><small>${story.caseKey}</small></td>
            <td>${story.action} ${whom(story)}</td>
            <td>
              ${story.asked ? nameOf(story.asked, model) : "before"}<br /><small
                >${when(story.asked?.at ?? null)}</small
              >
            </td>
            <td>${decidedBy(story, model)}</td>
            <td>${story.status.replaceAll("_", " ")}</td>
            <td class="t">${between(story.asked?.at ?? null, story.endedAt) ?? "open"}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function decidedBy({ votes }: RequestStory, model: ReportModel): string {
  if (votes.length === 0) return "nobody";
  return votes
    .map((vote) => `${nameOf(vote, model)}${vote.decision === "deny" ? " (denied)" : ""}`)
    .join(", ");
}

function lasted({ from, to }: { from: string; to: string }): number {
  return Date.parse(to) - Date.parse(from);
}

/** `3 × a, 1 × b`, the most frequent first. */
function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const told = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return told.length === 0 ? "nobody" : told.map(([word, count]) => `${count} × ${word}`).join(", ");
}
