import { describe, expect, it } from "vitest";
import type { JsonObject } from "#lib/adapters/signals/find-field.ts";
import { isBad, printScore } from "./print-score.ts";
import { scoreOutcome } from "./score-outcomes.ts";
import type { Outcome, ResultRow } from "./send-bodies.ts";

const cases: Record<string, { userId: string; email: string }> = {
  "IR-1": { userId: "U1", email: "A@b.io" },
  "IR-2": { userId: "U2", email: "c@d.io" },
};
const readCase = (key: string) => Promise.resolve(cases[key] ?? null);

function outcome(
  value: JsonObject | null,
  row: Partial<ResultRow> | null,
  problem: string | null = null,
): Outcome {
  const bytes = Buffer.from(JSON.stringify(value));
  const rows: ResultRow[] = row ? [{ index: 0, status: "accepted", ...row }] : [];
  return { payload: { file: "/x/f.json", at: "item 1", bytes, value }, rows, problem };
}

const about = { user_email: "a@b.io" };

describe("the score of a payload", () => {
  it.each([
    ["filed under whom it names", outcome(about, { caseKey: "IR-1" }), "filed", false],
    ["under somebody else", outcome(about, { caseKey: "IR-2" }), "wrong case", true],
    ["in a case that can't be read", outcome(about, { caseKey: "IR-9" }), "wrong case", true],
    ["without a case", outcome(about, {}), "not filed", true],
    [
      "a repeat under whom it names",
      outcome(about, { status: "duplicate", caseKey: "IR-1" }),
      "filed",
      false,
    ],
    ["rejected", outcome(null, { status: "rejected", reason: "not_json" }), "not filed", true],
    ["that names nobody", outcome({ title: "t" }, {}), "none named", false],
    ["that names nobody, and got a fault", outcome({ title: "t" }, null, "500"), "none named", true],
    ["that is too large to send", outcome({ title: "t" }, null, "too large"), "none named", false],
    [
      "that by its format is about somebody else than the address in it",
      outcome(
        {
          eventType: "app.oauth2.token.detect_reuse",
          published: "",
          actor: { type: "User", alternateId: "a@b.io" },
        },
        {},
      ),
      "by table",
      false,
    ],
    [
      "that only tells about a person",
      outcome(
        {
          jti: "1",
          iss: "i",
          sub_id: { format: "email", email: "a@b.io" },
          events: { "https://schemas.openid.net/secevent/caep/event-type/session-revoked": {} },
        },
        {},
      ),
      "context",
      false,
    ],
  ])("%s", async (_, sent, verdict, bad) => {
    const score = await scoreOutcome(sent, readCase);
    expect(score.verdict).toBe(verdict);
    expect(isBad(score)).toBe(bad);
  });

  it("is one line per file, one for all, and a line for each that has to be looked at", async () => {
    const scores = await Promise.all(
      [outcome(about, { caseKey: "IR-1" }), outcome(about, { caseKey: "IR-2" })].map((one) =>
        scoreOutcome(one, readCase),
      ),
    );
    const text = printScore(scores, { bodies: 1, serverErrors: 0, waits: 0 });
    expect(text).toMatch(/^f\.json +2 +2 +0 +0 +0 +2 +1 +0 +0 +0 +1$/m);
    expect(text).toMatch(/^all +2 /m);
    expect(text).toContain("f.json, item 1: wrong case, about a@b.io, under IR-2 of c@d.io");
  });
});
