import { z } from "zod";

import { KeysAnswer, SealedEntriesAnswer } from "./answers.ts";
import { operation } from "./operation.ts";

const whole = z
  .string()
  .regex(/^\d{1,15}$/, "is a whole number")
  .transform(Number);

export const readCheckpoint = operation({
  method: "get",
  path: "/api/v1/audit/checkpoint",
  id: "readCheckpoint",
  summary: "The newest signed checkpoint of the log, a C2SP note",
  route: { auth: "person-or-key:audit:read", query: z.strictObject({}) },
  answers: [{ status: 200, description: "The note.", type: "text/plain" }],
  refusals: ["not_found"],
});

export const readEntries = operation({
  method: "get",
  path: "/api/v1/audit/entries",
  id: "readEntries",
  summary: "Sealed entries in tree order",
  route: {
    auth: "person-or-key:audit:read",
    query: z.strictObject({
      from: whole.default(0).describe("Index of the first."),
      limit: whole.pipe(z.int().min(1).max(1_000)).default(100).describe("1 to 1,000; 100 unless told."),
      epoch: whole.pipe(z.int().min(1)).optional().describe("Absent: the current one."),
    }),
  },
  answers: [{ status: 200, description: "The entries.", json: SealedEntriesAnswer }],
});

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const readPeriodEvidence = operation({
  method: "get",
  path: "/api/v1/audit/evidence",
  id: "readPeriodEvidence",
  summary: "The evidence package of a period",
  route: {
    auth: "person-or-key:evidence:read",
    query: z.strictObject({
      from: moment.describe("Part of the period."),
      to: moment.describe("Not part of the period."),
      size: z.coerce.number().pipe(z.int().min(1)).optional(),
    }),
  },
  answers: [{ status: 200, description: "The package.", type: "application/zip" }],
  refusals: ["evidence_broken", "evidence_too_large", "invalid_input", "not_found"],
});

export const readLogKeys = operation({
  method: "get",
  path: "/api/v1/audit/keys",
  id: "readLogKeys",
  summary: "The log's name and all its verification keys",
  route: { auth: "open" },
  answers: [{ status: 200, description: "Public: whoever checks the log pins them.", json: KeysAnswer }],
});
