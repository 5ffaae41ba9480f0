import type { ReportModel } from "#lib/evidence/report-model.ts";
import type { Reading, RequestStory } from "#lib/evidence/request-story.ts";
import { html, type Html } from "./html.ts";
import { periodAnswers } from "./period-page.ts";
import { between, nameOf, shortAct, shortStanding, when } from "./words.ts";

/** What somebody who has never seen the product asks first, answered in that order. */
export function firstPage(model: ReportModel): Html {
  const answers = [
    ...(model.scope.kind === "case" ? caseAnswers(model) : periodAnswers(model)),
    { question: "Who owns it", text: owners(model) },
    { question: "Is the record intact", text: intact(model) },
  ];
  return html`<dl class="answers">
    ${answers.map(
      ({ question, text }) =>
        html`<dt>${question}</dt>
          <dd>${text}</dd>`,
    )}
  </dl>`;
}

function caseAnswers(model: ReportModel): { question: string; text: Html }[] {
  return [
    { question: "What happened", text: whatHappened(model) },
    { question: "Who asked", text: perRequest(model, whoAsked) },
    { question: "Who approved", text: perRequest(model, whoApproved) },
    { question: "Under which policy", text: policies(model) },
    { question: "What changed in 1Password", text: perRequest(model, whatChanged) },
    { question: "How long it took", text: perRequest(model, howLong) },
    { question: "Is it reversed", text: perRequest(model, isReversed) },
  ];
}

// A first page is one page: of many requests it tells those that changed something, and where the others are.
const mostTold = 3;

function told({ requests }: ReportModel): RequestStory[] {
  if (requests.length <= mostTold) return requests;
  const sent = requests.filter(({ sentAt }) => sentAt !== null).slice(-mostTold);
  return sent.length > 0 ? sent : requests.slice(-mostTold);
}

function perRequest(model: ReportModel, tell: (story: RequestStory, model: ReportModel) => Html): Html {
  const { requests } = model;
  const [only] = requests;
  if (only === undefined) return html`<p>No request was made.</p>`;
  if (requests.length === 1) return html`<p>${tell(only, model)}</p>`;
  return html`${told(model).map(
    (story) => html`<p><a class="key" href="#${story.key}">${story.key}</a> ${tell(story, model)}</p>`,
  )}`;
}

function whatHappened(model: ReportModel): Html {
  const { signals, requests } = model;
  const more = requests.length - told(model).length;
  const [first] = signals;
  const signed = signals.filter(({ signature }) => signature === "signed").length;
  return html`${
    first
      ? html`<p>
          ${signals.length} ${signals.length === 1 ? "signal" : "signals"}, the first on ${when(first.at)}
          from ${first.source} (severity ${first.severity}${first.title === null ? "" : `: ${first.title}`});
          ${signed} of ${signals.length} with a signature that was checked.
        </p>`
      : html`<p>No signal stands in these entries.</p>`
  }
  ${perRequest(model, (story) => html`${shortStanding(story)}.`)}${
    more > 0 ? html`<p>And ${more} more ${more === 1 ? "request" : "requests"}, told below.</p>` : null
  }`;
}

function whoAsked(story: RequestStory, model: ReportModel): Html {
  return story.asked ? shortAct(story.asked, model) : html`asked before what this package covers`;
}

function whoApproved(story: RequestStory, model: ReportModel): Html {
  if (story.votes.length === 0) {
    return html`nobody${story.status === "pending" ? " yet" : ""}; ${story.needed || "the needed"} had to.`;
  }
  return html`${story.votes.map(
    (vote) => html`${vote.decision === "deny" ? "denied by " : ""}${shortAct(vote, model)} `,
  )}`;
}

/** Each rule once, with the requests that it fitted. */
function policies({ requests, rules }: ReportModel): Html {
  if (rules.length === 0) return html`<p>No request was made.</p>`;
  return html`${rules.map(({ policy, version, rule, name, why, author, publisher }) => {
    const fitted = requests.filter(
      (story) =>
        story.policy?.id === policy && story.policy.version === version && story.policy.rule === rule,
    );
    const people =
      author === null && publisher === null
        ? "It came with the product."
        : `Drafted by ${author ?? "somebody removed"}, published by ${publisher ?? "somebody removed"}.`;
    return html`<p>
      <b>${name ?? policy}</b>, version ${version}, rule <code>${rule}</code>${
        requests.length > 1 ? ` (${fitted.map(({ key }) => key).join(", ")})` : ""
      }:
      ${why ?? "its text isn't kept any more."} ${people}
    </p>`;
  })}`;
}

function whatChanged(story: RequestStory): Html {
  const state = (it: Reading | null) =>
    it === null ? html`<span class="soft">not read</span>` : html`<span class="state">${it.state}</span>`;
  const last = story.calls.at(-1);
  if (story.sentAt === null) return html`Nothing was sent. State when asked: ${state(story.before)}`;
  const call =
    last === undefined
      ? "call without a recorded answer"
      : `${story.action}, ${last.status === null ? "no answer" : `HTTP ${last.status}`} in ${last.ms} ms`;
  const more = story.calls.length > 1 ? `, ${story.calls.length} calls in all` : "";
  return html`${state(story.before)} → ${call}${more}, answered ${state(story.answered)} → read after:
    ${state(story.after)} <small>${when(story.after?.at ?? null)}</small>`;
}

function howLong(story: RequestStory, { signals }: ReportModel): Html {
  const decided = story.votes.at(-1)?.at ?? null;
  const steps = [
    [
      signals[0] === undefined ? null : "first signal → request",
      signals[0]?.at ?? null,
      story.asked?.at ?? null,
    ],
    ["request → decision", story.asked?.at ?? null, decided],
    ["decision → call", decided, story.sentAt],
    ["call → end", story.sentAt, story.endedAt],
  ] as const;
  const told = steps.flatMap(([label, from, to]) => {
    const time = label === null ? null : between(from, to);
    return time === null ? [] : [`${label} ${time}`];
  });
  const total = between(signals[0]?.at ?? story.asked?.at ?? null, story.endedAt);
  return html`${total === null ? "not ended" : html`<b>${total}</b>`}${
    told.length === 0 ? null : html` <small>(${told.join(" · ")})</small>`
  }`;
}

function isReversed(story: RequestStory, model: ReportModel): Html {
  if (story.status !== "succeeded") return html`There is nothing to reverse.`;
  const other = model.requests.find(({ key }) => key === story.reversedBy);
  return other === undefined
    ? html`No: nothing in these entries undoes it. What came after size ${model.head.size} isn't shown here.`
    : html`Yes, by <a href="#${other.key}">${other.key}</a>, ${when(other.endedAt)}.`;
}

function owners(model: ReportModel): Html {
  const { caseFacts, signals } = model;
  const owner =
    caseFacts === null || caseFacts.owner === null
      ? "nobody had taken the case"
      : nameOf({ personId: caseFacts.owner, by: null }, model);
  const isCase = model.scope.kind === "case";
  const detected = signals.map(({ source, owner: team, ruleId, signature }) => {
    if (signature === "reported") return "a person's report";
    // Of a period the sources are enough: its rules are many, and stand beside each signal.
    const rule = isCase && ruleId !== null ? `, rule ${ruleId}` : "";
    return `${team ?? "owner not stated"} (source ${source}${rule})`;
  });
  const detection = [...new Set(detected)].toSorted().join("; ");
  return html`${caseFacts === null ? null : html`<p>Workflow: <b>${owner}</b>.</p>`}
    <p>Detection: ${detection === "" ? "no signal" : detection}.</p>`;
}

function intact({ entries, head, anchored, fingerprint, scope }: ReportModel): Html {
  const chain =
    scope.kind === "case"
      ? `entries 1 to ${entries.length} of the case, without a gap`
      : `${entries.length} entries, without a gap between their places`;
  return html`<p>
    Yes, checked when this was made: ${chain}, each with a proof up to the signed checkpoint of size
    ${head.size}. Check it with <code>node verify.mjs .</code> and compare the key
    <code>${fingerprint}</code>.
    ${
      anchored === null
        ? "No checkpoint had been anchored elsewhere before."
        : `A checkpoint of size ${anchored.size} had been anchored, and is a beginning of this one.`
    }
    Nothing here shows what came after checkpoint size ${head.size}.
  </p>`;
}
