import { expect, test } from "vitest";
import { type ErrorCode, wordings } from "#lib/domain/errors.ts";
import { findTestBlock } from "./test-find-block.ts";

const decide = "lib/use-cases/decide-request.store.test.ts";
const governance = "lib/use-cases/governance.store.test.ts";
const rails = "lib/use-cases/guard-rails/guard-rails.store.test.ts";
const incident = "lib/use-cases/guard-rails/mass-incident.store.test.ts";
const refusals = "lib/proof/refusals.store.test.ts";
const evidence = "lib/use-cases/evidence/export-evidence.store.test.ts";
const delivery = "lib/server/signals/receive-delivery.store.test.ts";
const setKeys = "lib/server/signals/set-keys.store.test.ts";
const filing = "lib/server/signals/file-signals.store.test.ts";
const erasure = "lib/proof/erasure-refusals.store.test.ts";
const route = "lib/server/run-route.test.ts";
const action = "lib/server/run-action.test.ts";
const paging = "lib/server/page-approvers.store.test.ts";

/** The test that provokes each refusal, by its title or its row. A code without one doesn't compile. */
const provokedBy: Record<ErrorCode, readonly [file: string, title: string]> = {
  not_signed_in: [action, "without a session nothing is counted or done"],
  key_rejected: [route, "a bad key is refused even beside a good cookie"],
  scope_missing: [route, "a route for keys never takes a cookie, and one for people never a key"],
  role_missing: [decide, "an analyst cannot approve somebody else's request"],
  foreign_origin: [action, "a foreign origin is refused before anybody is looked up"],
  machine_may_not: [refusals, "a key decides nothing and withdraws nothing, whatever its scopes"],
  not_found: [
    refusals,
    "nobody is suspended who is suspended already, and no case is asked for without its own signals",
  ],
  invalid_input: [filing, "without a word"],
  reason_missing: [
    governance,
    "an IAM lead who is neither accuser nor accused lifts a freeze, with a reason",
  ],
  changed_meanwhile: [
    refusals,
    "what the policy forbids is neither asked for nor approved, and a draft is published once",
  ],
  idempotency_mismatch: [decide, "the same submission sent again is the same request"],
  export_too_large: [
    "lib/use-cases/audit/reports.store.test.ts",
    "taking a list along is an entry; a list that is too long is refused, and nothing is exported",
  ],
  paging_not_set_up: [
    paging,
    "the approvers are paged once in ten minutes, and who and when stays with the request",
  ],
  paged_lately: [
    paging,
    "the approvers are paged once in ten minutes, and who and when stays with the request",
  ],
  nobody_to_page: [paging, "where nobody is left to decide, nobody is paged"],
  rate_limited: [
    "lib/use-cases/refresh-directory.store.test.ts",
    "the directory is listed by hand once a minute, by those who work cases",
  ],
  self_approval: [decide, "the requester cannot approve, whatever their roles, and the attempt is an entry"],
  subject_decides: [decide, "the person whom it is about cannot approve, by an equal e-mail in another case"],
  under_investigation: [
    governance,
    "from the request for their suspension on a member decides nothing, and their votes are void",
  ],
  second_person_needed: [
    governance,
    "while execution is paused approvals go on and nothing is claimed; two people resume it",
  ],
  asker_untrusted: [
    governance,
    "what a suspect asked for is confirmed by nobody, and asked for anew by the next who comes",
  ],
  execution_paused: [refusals, "execution is paused once, and resumed only where it is paused"],
  execution_running: [refusals, "execution is paused once, and resumed only where it is paused"],
  suspension_limit: [
    rails,
    "one person asks for so many suspensions an hour and no more, and approves so many, unless an incident raises it",
  ],
  incident_exists: [
    incident,
    "a mass incident takes two people, one of them an IAM lead, a number and at most four hours",
  ],
  not_quiet_yet: [
    governance,
    "readings that disagree need a person, and two fresh readings settle it once all is quiet",
  ],
  readings_disagree: [refusals, "needs_attention is not settled on readings that differ"],
  already_voted: [
    refusals,
    "a second approval by the same person is refused when it isn't a repetition of the first",
  ],
  digest_mismatch: [decide, "a decision on another digest or version is not counted"],
  step_up_required: [decide, "an old sign-in needs a new one before it counts"],
  request_not_pending: [decide, "one denial is enough, and nothing is sent"],
  request_expired: [decide, "an approval in the very millisecond of the limit is too late"],
  request_under_way: [refusals, "what is being carried out, or has ended, can't be withdrawn"],
  not_the_requester: [
    decide,
    "only the requester withdraws what is pending, and an approval after it is refused",
  ],
  state_unread: [decide, "no request is made on a state that could not be read"],
  evidence_broken: [evidence, "no package is made of entries that are not what was sealed"],
  evidence_too_large: [evidence, "a period that holds too much is refused with the way to the whole log"],
  state_unfit: [
    refusals,
    "nobody is suspended who is suspended already, and no case is asked for without its own signals",
  ],
  state_changed: [decide, "a state changed from outside makes the request stale, with what changed"],
  subject_not_linked: [
    "lib/use-cases/filing/unlinked-subjects.store.test.ts",
    "a case that is linked to nobody offers no action, and says why",
  ],
  open_request_exists: [decide, "no second request for the same user and action while one is open"],
  not_enough_approvers: [decide, "a request needs somebody else who could approve it"],
  policy_forbids: [
    refusals,
    "what the policy forbids is neither asked for nor approved, and a draft is published once",
  ],
  case_closed: [
    refusals,
    "a case with an open request isn't closed, and in a closed one nothing is asked for",
  ],
  case_has_open_request: [
    refusals,
    "a case with an open request isn't closed, and in a closed one nothing is asked for",
  ],
  case_without_signal: [
    refusals,
    "nobody is suspended who is suspended already, and no case is asked for without its own signals",
  ],
  subject_unknown: [filing, "about somebody who isn't in 1Password"],
  source_unknown: [delivery, "to a source that isn't there"],
  signature_invalid: [delivery, "signed over other bytes"],
  timestamp_out_of_range: [delivery, "signed 6 minutes ago"],
  replay_with_other_body: [
    delivery,
    "with a known id and another body is refused, and kept as a dead letter",
  ],
  body_too_large: [delivery, "over 262,144 bytes"],
  unsupported_type: [delivery, "that is packed"],
  not_json: [delivery, "that is not JSON"],
  keys_unavailable: [setKeys, "when they are answered with a fault"],
  log_halted: [
    "lib/use-cases/log/seal-log.store.test.ts",
    "on a database older than what was signed nothing is written any more, and reading goes on",
  ],
  legal_hold: [erasure, "a legal hold refuses the erasure, is set by one and ended by two"],
  work_open: [
    erasure,
    "nothing is erased while a request or a case is open, also when it was opened since it was asked for",
  ],
  already_erased: [
    erasure,
    "an erasure is asked for once, and over when withdrawn, refused, expired or done",
  ],
  still_member: [erasure, "a member of the team is erased only when every account of theirs is disabled"],
  erasure_asked: [erasure, "an erasure is asked for once, and over when withdrawn, refused, expired or done"],
  erasure_over: [erasure, "an erasure is asked for once, and over when withdrawn, refused, expired or done"],
  hold_exists: [erasure, "a legal hold refuses the erasure, is set by one and ended by two"],
  malformed: ["lib/server/guard/check-body.test.ts", "arguments that nobody's browser writes are malformed"],
};

test.each(Object.keys(wordings) as ErrorCode[])("the refusal %s is provoked by a test", (code) => {
  const [file, title] = provokedBy[code];
  const block = findTestBlock(file, title);
  expect(block, `${file} has no test “${title}”`).not.toBeNull();
  expect(block, `“${title}” doesn't expect ${code}`).toContain(`"${code}"`);
});
