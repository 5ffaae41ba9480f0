/** How a signal got where it is. Stored with each signal: what a screen says of a rule is what ran. */
export const joinRules = [
  "unstated",
  "opened",
  "joined",
  "reopened",
  "linked_case",
  "kept",
  "unlinked",
  "linked",
  "merged",
  "parted",
  "detached",
] as const;
export type JoinRule = (typeof joinRules)[number];

/** What named the subject. */
export const joinKeys = [
  "unstated",
  "none",
  "onepassword_id",
  "email",
  "alias",
  "provider_id",
  "person",
] as const;
export type JoinKey = (typeof joinKeys)[number];

const ruleWords: Readonly<Record<JoinRule, string>> = {
  unstated: "Filed before the console kept its reasons",
  opened: "Opened the case: its subject had none",
  joined: "Joined the open case of its subject",
  reopened: "Opened the case again: it had been closed lately",
  linked_case: "Opened a new case, linked to the one before: that had been closed for longer",
  kept: "Kept with the user: it opens nothing by itself, and no case was open",
  unlinked: "Kept as unlinked: nothing in it says whom it is about",
  linked: "A person said whom it is about",
  merged: "Came along when the case of its subject was merged into this one",
  parted: "Came along when the subject was parted again",
  detached: "A person moved it here out of another case",
};

const keyWords: Readonly<Record<JoinKey, string>> = {
  unstated: "",
  none: "",
  onepassword_id: "matched by the id in 1Password",
  email: "matched by the e-mail",
  alias: "matched by a mapped alias of the e-mail",
  provider_id: "matched by the id at the identity provider",
  person: "",
};

/** One sentence for the screen: which rule, and by what the subject was found. */
export function tellJoin(rule: JoinRule, key: JoinKey): string {
  const by = keyWords[key];
  return by === "" ? `${ruleWords[rule]}.` : `${ruleWords[rule]}; ${by}.`;
}
