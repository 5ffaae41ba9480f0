import { z } from "zod";

import { operation } from "./operation.ts";

const FieldChange = z.object({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const PersonChange = z.object({
  line: z.int().nullable().describe("Place in the list, from 1; null for somebody who is taken out."),
  email: z.string(),
  kind: z.enum(["added", "changed", "removed"]),
  fields: z.array(FieldChange),
});

export const putSubjects = operation({
  method: "put",
  path: "/api/v1/subjects",
  id: "putSubjects",
  summary: "What is known about people from elsewhere",
  description:
    "E-mail, aliases, manager, department, identity class, dependents and contacts. All of the list is taken, or nothing of it. It never changes the state of anybody.",
  route: {
    auth: "key:subjects:write",
    query: z.strictObject({}),
    body: z.strictObject({
      people: z
        .array(z.record(z.string().max(40), z.unknown()))
        .max(5_000)
        .describe("People as in the people file; what is wrong with each is told by its place, from 1."),
      complete: z
        .boolean()
        .default(false)
        .describe("The list names everybody: whoever isn't in it is taken out."),
      dryRun: z.boolean().default(false).describe("Tells what it would change, and changes nothing."),
    }),
    bodyLimitBytes: 2 * 1_048_576,
  },
  headers: z.object({
    "Idempotency-Key": z
      .string()
      .regex(/^[\x21-\x7e]{8,100}$/)
      .optional()
      .describe("The same key with the same list is the same change."),
  }),
  answers: [
    {
      status: 200,
      description: "What was taken in, or for a dry run what it would change.",
      json: z.union([
        z.object({ added: z.int(), changed: z.int(), removed: z.int(), same: z.int() }),
        z.object({ changes: z.array(PersonChange), same: z.int() }),
      ]),
    },
  ],
  refusals: ["invalid_input", "idempotency_mismatch", "changed_meanwhile", "log_halted"],
});
