import { rolesAllow } from "./roles.ts";
import type { Team } from "./team.ts";
import type { DecidableRequest } from "./two-person-rule.ts";

/**
 * Where fewer people could approve than have to: who could change that, in sentences. It never names the requester or
 * the subject as a way out.
 */
export function whoCouldHelp(
  team: Team,
  request: Pick<DecidableRequest, "requesterPersonId" | "subjectEmail">,
): string {
  const left = new Set([team.personOf(request.requesterPersonId), ...team.withEmail(request.subjectEmail)]);
  const others = team.persons.filter(({ id }) => !left.has(id));
  const leads = others.filter(({ roles }) => rolesAllow(roles, "decide_request"));
  const frozen = leads.filter(({ disabled, suspicion }) => !disabled && suspicion !== null);
  const disabled = leads.filter((person) => person.disabled);
  const administrators = others.filter(
    ({ roles, disabled: off, suspicion }) =>
      !off && suspicion === null && rolesAllow(roles, "change_settings"),
  );
  return [
    frozen.length > 0
      ? `${names(frozen)} could decide but ${frozen.length === 1 ? "is" : "are"} under investigation: an IAM lead who is neither can lift that with a reason.`
      : null,
    disabled.length > 0
      ? `The ${disabled.length === 1 ? "account" : "accounts"} of ${names(disabled)} ${disabled.length === 1 ? "is" : "are"} disabled.`
      : null,
    administrators.length > 0
      ? `${names(administrators)} (${administrators.length === 1 ? "administrator" : "administrators"}) can see to it that another IAM lead signs in.`
      : "Have another IAM lead sign in once, or ask an administrator.",
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}

function names(persons: readonly { name: string }[]): string {
  const all = persons.map(({ name }) => name);
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} and ${last}`;
}
