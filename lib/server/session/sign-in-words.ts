/** What the sign-in page says after a sign-in that didn't work: what happened, what didn't, what to do next. */
const words = {
  access_denied:
    "The identity provider says that the sign-in was cancelled. Nobody was signed in. Try again when you are ready.",
  disabled:
    "Your access to Countersign was switched off. Nobody was signed in. Ask an administrator of Countersign.",
  no_role:
    "You signed in, but none of your groups gives a role here, so no session was started. Ask for one of the groups countersign-analyst, countersign-iam-lead, countersign-auditor or countersign-administrator.",
  too_many_groups:
    "The identity provider left your groups out because you have too many, so no role could be seen and no session was started. Ask its administrator to send only the groups of this application.",
  provider_unreachable:
    "The identity provider could not be reached. Nobody was signed in. Try again in a moment; if it stays like this, tell an administrator.",
  log_halted:
    "This installation's log is not what was signed last, as after an older database was put back. Until that is settled nothing is written, sign-ins included, and nothing is sent to 1Password: nobody was signed in. Whoever runs the server puts the right database and signer-state.json back, or opens a new epoch: npm run admin -- open-epoch.",
  failed:
    "The answer of the identity provider could not be verified, so nobody was signed in. Start again from here, in one tab.",
} as const;

export type SignInFault = keyof typeof words;

/** The kind of fault that the page knows words for; details stay in the log. */
export function signInFaultOf(reason: string): SignInFault {
  return Object.hasOwn(words, reason) ? (reason as SignInFault) : "failed";
}

export function signInWords(fault: string): string {
  return words[signInFaultOf(fault)];
}
