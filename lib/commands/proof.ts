import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { amounts, type ProofName, proofNames } from "./proof/amounts.ts";
import { printProofs } from "./proof/print-proofs.ts";
import { Proved } from "./proof/proved.ts";
import { runProgram } from "./test/run-program.ts";
import { startPostgres } from "./test/start-postgres.ts";

/*
 * The long form of the proofs: the same tests as in `npm test`, told through the environment how much to do. They run
 * on both databases, one after the other, and each writes a line with its counts and its seed.
 */

const root = path.resolve(import.meta.dirname, "../..");
const reportFile = path.join(root, "proof-report.json");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    seed: { type: "string" },
    database: { type: "string", default: "both" },
    count: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const names = positionals.filter((word): word is ProofName => word in amounts);
if (values.help || names.length < positionals.length) {
  console.log(
    "npm run proof -- [NAME…] [--quick] [--seed N] [--count N] [--database sqlite|postgres|both]\n\n" +
      `NAME is one of ${proofNames.join(", ")}; without one all are proved. --quick does a tenth.`,
  );
  process.exit(values.help ? 0 : 1);
}

const asked = names.length > 0 ? names : proofNames;
const startedAt = new Date();
const folder = mkdtempSync(path.join(tmpdir(), "countersign-proof-"));
const figures = path.join(folder, "figures.jsonl");
const failed: string[] = [];
try {
  for (const name of asked.filter((one) => amounts[one].project === "unit")) await prove(name, "unit", {});
  if (values.database !== "postgres") await proveOn("sqlite", {});
  if (values.database !== "sqlite") await proveOnPostgres();
  report();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed.length > 0 ? 1 : 0);

async function proveOnPostgres(): Promise<void> {
  const server = await startPostgres();
  if ("reasons" in server) {
    failed.push(`PostgreSQL: no server was to be had (${server.reasons.join("; ")})`);
    return;
  }
  try {
    await proveOn("postgres", { TEST_DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}

async function proveOn(project: "sqlite" | "postgres", variables: Record<string, string>): Promise<void> {
  for (const name of asked) if (amounts[name].project === "store") await prove(name, project, variables);
}

async function prove(name: ProofName, project: string, variables: Record<string, string>): Promise<void> {
  const { file, counts } = amounts[name];
  const amount = Object.entries(counts).map(([what, usual]) => [
    `PROOF_${what.toUpperCase().replaceAll("-", "_")}`,
    String(values.count ?? Math.max(1, Math.round(usual / (values.quick ? 10 : 1)))),
  ]);
  console.log(`\n${name} on ${project}: ${amount.map(([what, count]) => `${what}=${count}`).join(" ")}`);
  const status = await runProgram("vitest/vitest.mjs", ["run", "--project", project, file], {
    ...variables,
    ...Object.fromEntries(amount),
    ...(values.seed === undefined ? {} : { PROOF_SEED: values.seed }),
    // A disk that is waited for would be measured, not proved: durability has tests of its own.
    ...(existsSync("/dev/shm") ? { TMPDIR: "/dev/shm" } : {}),
    PROOF_FIGURES: figures,
  });
  if (status !== 0) failed.push(`${name} on ${project}`);
}

function report(): void {
  const lines = existsSync(figures) ? readFileSync(figures, "utf8").split("\n").filter(Boolean) : [];
  const proofs = lines.map((line) => Proved.parse(JSON.parse(line)));
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? "processor"}, Node ${process.versions.node}`;
  const seconds = Math.round((Date.now() - startedAt.getTime()) / 1_000);
  const written = { machine, startedAt: startedAt.toISOString(), seconds, failed, proofs };
  writeFileSync(reportFile, `${JSON.stringify(written, null, 2)}\n`);
  console.log(`\n${printProofs(proofs)}\n`);
  for (const one of failed) console.log(`FAILED: ${one}`);
  console.log(`proof-report.json holds the same, with every count. ${seconds} s in all.`);
}
