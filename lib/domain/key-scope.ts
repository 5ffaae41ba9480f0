/** What a key may be allowed. None of them decides: that is for people who signed in. */
export const keyScopes = [
  "cases:read",
  "requests:propose",
  "evidence:read",
  "audit:read",
  "metrics:read",
  "signals:write",
  "subjects:write",
] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What each lets a machine do, where somebody chooses. */
export const scopeWords = {
  "cases:read": "Read cases, requests and timelines",
  "requests:propose": "Propose requests, which a person must adopt",
  "evidence:read": "Take evidence packages",
  "audit:read": "Read the sealed log and its checkpoints",
  "metrics:read": "Read the metrics",
  "signals:write": "Send signals to a source that takes a key",
  "subjects:write": "Write what is known about people",
} as const satisfies Record<KeyScope, string>;
