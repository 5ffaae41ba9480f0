/**
 * The C2SP policy of the log: which keys sign it, one line for each epoch. Whoever checks the log pins these lines
 * somewhere else, for a copy beside the database proves nothing by itself.
 */
export function formatPolicy(vkeys: readonly string[]): string {
  return [...vkeys.map((vkey) => `log ${vkey}`), "quorum none", ""].join("\n");
}
