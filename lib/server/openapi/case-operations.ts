import { z } from "zod";

import { CaseStatus, caseStatuses } from "#lib/domain/case.ts";
import { severities, Severity } from "#lib/domain/severity.ts";

import { CaseAnswer, CaseListAnswer, TimelineAnswer } from "./answers.ts";
import { isCursor } from "./is-cursor.ts";
import { operation } from "./operation.ts";

/** `a,b` of a closed list; an empty value counts as absent, and absent asks for all of them. */
const listOf = (text: string) => (text === "" ? null : text.split(","));

const Search = z.strictObject({
  status: z
    .string()
    .default("")
    .describe(`Parted by commas: ${caseStatuses.join(", ")}. Absent: all.`)
    .transform((text) => listOf(text) ?? [...caseStatuses])
    .pipe(z.array(CaseStatus)),
  severity: z
    .string()
    .default("")
    .describe(`Parted by commas: ${severities.join(", ")}. Absent: all.`)
    .transform((text) => listOf(text) ?? [...severities])
    .pipe(z.array(Severity)),
  q: z
    .string()
    .max(200)
    .default("")
    .describe("Looked for in key, title, subject's name and e-mail, workflow id and senders' alert ids."),
  cursor: z
    .string()
    .default("")
    .describe("The nextCursor of the page before.")
    .refine((text) => text === "" || isCursor(text), "This cursor isn't one that a page gave."),
  limit: z
    .string()
    .default("")
    .describe("1 to 200; 50 unless told.")
    .transform((text) => (text === "" ? 50 : Number(text)))
    .pipe(z.int().min(1).max(200)),
});

const caseParams = z.object({ key: z.string().regex(/^[A-Za-z0-9-]{1,40}$/) });

export const listCases = operation({
  method: "get",
  path: "/api/v1/cases",
  id: "listCases",
  summary: "Cases, the most severe first",
  route: { auth: "person-or-key:cases:read", query: Search },
  answers: [{ status: 200, description: "A page of cases.", json: CaseListAnswer }],
});

export const readCase = operation({
  method: "get",
  path: "/api/v1/cases/{key}",
  id: "readCase",
  summary: "One case with its signals and its open request",
  route: { auth: "person-or-key:cases:read", params: caseParams, query: z.strictObject({}) },
  answers: [{ status: 200, description: "The case.", json: CaseAnswer }],
});

export const readTimeline = operation({
  method: "get",
  path: "/api/v1/cases/{key}/timeline",
  id: "readTimeline",
  summary: "All entries of a case, as stored and readable",
  route: { auth: "person-or-key:cases:read", params: caseParams, query: z.strictObject({}) },
  answers: [{ status: 200, description: "The entries, oldest first.", json: TimelineAnswer }],
});

export const readCaseEvidence = operation({
  method: "get",
  path: "/api/v1/cases/{key}/evidence",
  id: "readCaseEvidence",
  summary: "The evidence package of a case",
  route: {
    auth: "person-or-key:evidence:read",
    params: z.object({ key: z.string().regex(/^IR-\d{1,15}$/) }),
    query: z.strictObject({
      size: z.coerce
        .number()
        .pipe(z.int().min(1))
        .optional()
        .describe("As of the log's tree of this size; absent: the newest."),
    }),
  },
  answers: [{ status: 200, description: "The package.", type: "application/zip" }],
  refusals: ["evidence_broken", "evidence_too_large", "invalid_input"],
});
