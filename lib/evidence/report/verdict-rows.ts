import type { RequestStory } from "#lib/evidence/request-story.ts";
import type { ToldVerdict } from "#lib/evidence/told-verdict.ts";
import { html, type Html } from "./html.ts";

/** What the request rested on, in rows of its table: marks of the causes, the verdict's marks, and the answers. */
export function verdictRows({ verdict, policy, needed }: RequestStory): Html[] {
  if (verdict === null) return [];
  const rule = policy === null ? "rule not stated" : `${policy.id} v${policy.version}, rule ${policy.rule}`;
  const rows: (readonly [string, Html | string])[] = [
    ["Verdict", html`${rule}: ${needed} to approve${marks(verdict)}`],
    ["Validation", validation(verdict)],
    ["Identity", `${spaced(verdict.identityClass)}${verdict.isProtected ? ", protected" : ""}`],
    ["Narrower steps", narrower(verdict)],
    ...(verdict.ownerOrPartner === null
      ? []
      : [["Owner or partner", `${verdict.named ?? "erased"}, ${spaced(verdict.ownerOrPartner)}`] as const]),
  ];
  return rows.map(
    ([label, value]) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td>${value}</td>
      </tr>`,
  );
}

function marks({ outsidePolicy, singleOrigin }: ToldVerdict): Html {
  const told = [
    outsidePolicy ? "outside policy" : null,
    singleOrigin === null ? null : `single origin (the ${singleOrigin} alone)`,
  ].filter((mark) => mark !== null);
  return told.length === 0 ? html`` : html`; <b>${told.join(", ")}</b>`;
}

function validation({ causes, validated, validation: how }: ToldVerdict): Html {
  const counted = `${validated} of ${causes} causes validated`;
  return how === null ? html`${counted}` : html`${counted}<br /><small>${how}</small>`;
}

function narrower({ narrowerStep, narrower: words }: ToldVerdict): string {
  if (narrowerStep === "not_answered") return "none recorded";
  return words ?? "erased";
}

function spaced(word: string): string {
  return word.replaceAll("_", " ");
}
