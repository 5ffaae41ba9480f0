import { sqliteSchema } from "./define-schema.ts";

// drizzle-kit finds tables by the exports of a module.
export const {
  person,
  identity,
  session,
  apiKey,
  subject,
  source,
  delivery,
  cases,
  caseCount,
  caseTerm,
  signal,
  deadLetter,
  note,
  request,
  vote,
  attempt,
  chain,
  entry,
  holderKey,
  setting,
  counter,
  idempotency,
} = sqliteSchema;
