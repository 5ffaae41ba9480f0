import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { formatPolicy } from "#lib/log/policy-file.ts";
import type { TreeStore } from "#lib/ports/tree-store.ts";
import { reportKeys, toSealedEntry } from "#lib/use-cases/log/report-log.ts";
import { AdminProblem, type Place } from "./open-place.ts";
import { runVerifier } from "./run-verifier.ts";

const leavesAtOnce = 1_000;

/** Writes the sealed log into a folder that an auditor can take away; the whole of it or nothing. */
export async function exportLog(place: Place, name: string): Promise<string> {
  const folder = path.resolve(name);
  if (existsSync(folder)) {
    throw new AdminProblem(`${folder} exists. Nothing was written: name a folder that doesn't exist yet.`);
  }
  const stores = await place.openStores();
  const draft = `${folder}.unfinished`;
  rmSync(draft, { recursive: true, force: true });
  try {
    const newest = await stores.tree.newestCheckpoint();
    if (newest === null) throw new AdminProblem("Nothing is sealed yet, so there is nothing to export.");
    mkdirSync(draft, { recursive: true, mode: 0o700 });
    let written = 0;
    const file = openSync(path.join(draft, "log.jsonl"), "wx", 0o600);
    try {
      for (const { epoch, size } of await stores.tree.heads()) {
        const sealed = epoch === newest.epoch ? newest.size : size;
        written += await writeLeaves(stores.tree, { epoch, size: sealed, file });
      }
    } finally {
      closeSync(file);
    }
    writeFileSync(path.join(draft, "checkpoint.txt"), newest.note);
    const { keys } = await reportKeys({ stores }, place.signer);
    writeFileSync(path.join(draft, "policy.txt"), formatPolicy(keys));
    const { status, words } = runVerifier([draft]);
    if (status !== 0) {
      throw new AdminProblem(
        `The log is not valid, so nothing was exported. Keep the database as it is. The verifier says:\n${words}`,
      );
    }
    renameSync(draft, folder);
    return `${folder}: ${written.toLocaleString("en")} entries. The verifier says:\n${words}`;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    await stores.close();
  }
}

async function writeLeaves(
  tree: TreeStore,
  { epoch, size, file }: { epoch: number; size: number; file: number },
): Promise<number> {
  for (let from = 0; ;) {
    const leaves = await tree.leaves({ epoch, from, size, limit: leavesAtOnce });
    for (const leaf of leaves) writeSync(file, `${JSON.stringify(toSealedEntry(leaf))}\n`);
    from += leaves.length;
    if (leaves.length < leavesAtOnce) return from;
  }
}
