import type { Action } from "#lib/domain/directory.ts";

/** What each action is called and what it does and doesn't do, for everybody who asks for it or decides on it. */
export const actionWords = {
  suspend: {
    verb: "Suspend",
    noun: "suspension",
    opposite: "reactivation",
    effect: "Blocks access to the 1Password account. Vault access stays configured. Way back: reactivate.",
    not: "Does not end sessions in other systems, nor erase copies already on devices, nor change passwords and keys this person knew: rotate them.",
    unseen:
      "Role: the API doesn’t tell. 1Password refuses the last owner and external account managers (MSP).",
  },
  reactivate: {
    verb: "Reactivate",
    noun: "reactivation",
    opposite: "suspension",
    effect:
      "Gives back access to the 1Password account, with the vaults still configured. Way back: suspend.",
    not: "Does not bring back group memberships, devices or sessions that were taken away meanwhile, nor access to other systems. Passwords that may have been copied stay copied, sessions elsewhere stay open, and what caused the suspension is not undone by it.",
    unseen:
      "Whether it is really them who asks: verify the person by a channel other than the suspected account. Whether what they knew was used meanwhile.",
  },
} as const satisfies Record<Action, Record<string, string>>;
