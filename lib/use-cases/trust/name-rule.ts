import { sha256Hex } from "#lib/log/hashes.ts";

/**
 * A rule as the log names it: its id where that is one that a machine made, else its digest. A sender's free text might
 * name a person, and what stands in the log can't be taken out of it.
 */
export function nameRule(ruleId: string): string {
  return /^[A-Za-z0-9_.:#/-]{1,100}$/.test(ruleId) ? ruleId : `sha256:${sha256Hex(ruleId)}`;
}
