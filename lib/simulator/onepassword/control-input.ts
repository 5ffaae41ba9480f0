import { z } from "zod";
import { scriptItem } from "./fault-script.ts";
import { scopes } from "./journal-record.ts";
import { modes } from "./modes.ts";

/** What the control door takes, one schema an order. Unknown names are refused: a typo must not pass as success. */
export const loadFaultsInput = z.union([z.array(scriptItem), scriptItem.transform((item) => [item])]);

export const changeModesInput = z.strictObject(modes.partial().shape);

export const changePersonInput = z.strictObject({
  state: z.enum(["STATE_UNSPECIFIED", "ACTIVE", "SUSPENDED"]).optional(),
  email: z.string().min(3).max(254).exactOptional(),
  displayName: z.string().max(500).exactOptional(),
  role: z.enum(["owner", "administrator", "member", "external_account_manager"]).exactOptional(),
  gone: z.boolean().exactOptional(),
});

export const changeApplicationInput = z.strictObject({
  scopes: z.array(z.enum(scopes)).exactOptional(),
  revoked: z.boolean().exactOptional(),
});

export const goDownInput = z.strictObject({ ms: z.int().min(0).max(600_000).default(60_000) });

/** Lets what `late_apply` with `hold` keeps land now: one effect, those of a person, or all. */
export const landHeldInput = z.strictObject({ id: z.int().optional(), user: z.string().optional() });

const since = z.union([
  z.stringFormat("number", /^\d+$/u).transform(Number),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
]);
const limit = z.stringFormat("number", /^\d+$/u).transform(Number).pipe(z.int().min(1).max(100_000));

export const ledgerQuery = z.strictObject({
  user: z.string().optional(),
  operation: z.string().optional(),
  application: z.string().optional(),
  requestId: z.string().optional(),
  changed: z.stringbool().optional(),
  since: since.optional(),
  limit: limit.optional(),
});

export const peopleQuery = z.strictObject({
  q: z.string().default(""),
  after: z.string().optional(),
  limit: limit.default(25),
});

/** The page's own address; whatever it can't read it leaves out, for people type addresses. */
export const pageQuery = z.object({
  q: z.string().max(200).catch(""),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  person: z.string().max(200).catch(""),
  show: z.enum(["actions", "all"]).catch("actions"),
});
export type PageQuery = z.output<typeof pageQuery>;
