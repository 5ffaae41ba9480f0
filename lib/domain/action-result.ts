/**
 * What every server action answers. A refusal is words for the person and a code for programs; `ref` names the log
 * line of a fault of ours. Lives in the domain because the screen reads it and the server writes it.
 */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; code: string; message: string; ref?: string };
