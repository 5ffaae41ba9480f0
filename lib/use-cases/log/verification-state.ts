import {
  idleRun,
  LogVerification,
  nothingVerified,
  VerificationRun,
  verificationName,
  verificationRunName,
} from "#lib/domain/log-verification.ts";
import type { Services } from "#lib/ports/services.ts";
import type { Statement } from "#lib/ports/statement.ts";

type Needs = Pick<Services, "stores">;

/** A run whose process hasn't said anything for so long is over. */
const runFallsAfterMs = 60_000;

/** What is known of the whole log. A value that can't be read is no knowledge: the next run makes it anew. */
export async function readVerification({ stores }: Needs): Promise<LogVerification> {
  return (await readStored(stores.controls)).value;
}

/** The change of what is known, guarded by what was read; for a commit together with its entry. */
export async function changeVerification(
  { stores }: Needs,
  change: (before: LogVerification) => LogVerification,
): Promise<{ after: LogVerification; statement: Statement }> {
  const { text, value } = await readStored(stores.controls);
  const after = change(value);
  return { after, statement: stores.controls.change(verificationName, text, JSON.stringify(after)) };
}

async function readStored(controls: Needs["stores"]["controls"]) {
  const text = await controls.read(verificationName);
  const parsed = LogVerification.safeParse(parseJson(text));
  return { text, value: parsed.success ? parsed.data : nothingVerified };
}

/** The whole run under way in any process, or null. */
export async function readRun({ stores, clock }: Pick<Services, "stores" | "clock">): Promise<{
  text: string | null;
  run: VerificationRun | null;
}> {
  const text = await stores.controls.read(verificationRunName);
  const parsed = VerificationRun.safeParse(parseJson(text));
  const isAlive = parsed.success && clock.now().getTime() - Date.parse(parsed.data.beatAt) < runFallsAfterMs;
  return { text, run: isAlive ? parsed.data : null };
}

/** Takes the run, moves it forward or (null) ends it. A conflict means that another process has it. */
export async function writeRun(
  { stores }: Needs,
  before: string | null,
  run: VerificationRun | null,
): Promise<string> {
  const after = run === null ? idleRun : JSON.stringify(run);
  await stores.commit([stores.controls.change(verificationRunName, before, after)]);
  return after;
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
