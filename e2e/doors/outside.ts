import { z } from "zod";

const Person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  state: z.string(),
  role: z.string(),
});
/** Somebody in the simulated account, with what the Users API hides. */
export type OutsidePerson = z.infer<typeof Person>;

const Effect = z.object({
  operation: z.string(),
  user: z.string(),
  before: z.string(),
  after: z.string(),
  changed: z.boolean(),
  application: z.string().nullable(),
  requestId: z.string().nullable(),
  source: z.string(),
});
export type Effect = z.infer<typeof Effect>;

const Call = z.object({
  operation: z.string(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  user: z.string().nullable(),
  application: z.string().nullable(),
  requestId: z.string().nullable(),
  userAgent: z.string().nullable(),
  status: z.int().nullable(),
});
export type Call = z.infer<typeof Call>;

/** One line of a fault script; see lib/simulator/onepassword/fault-script.ts. */
export interface FaultLine {
  match?: { op?: string | string[]; user?: string; skip?: number; times?: number | "always" };
  fault: string;
  args?: Record<string, unknown>;
}

export type Outside = ReturnType<typeof openOutside>;

/** The control door of the simulated 1Password account: what the world does behind the console's back. */
export function openOutside(simulatorUrl: string) {
  const list = async <Item>(path: string, item: z.ZodType<Item>): Promise<Item[]> =>
    z.object({ items: z.array(item) }).parse(await order(simulatorUrl, "GET", path)).items;
  return {
    people: (query = "limit=1000") => list(`/users?${query}`, Person),
    known: async () => z.array(Person).parse(await order(simulatorUrl, "GET", "/known-people")),
    /** What the account carried out on one person, whoever asked for it. */
    effectsOn: (userId: string) => list(`/ledger/effects?user=${userId}`, Effect),
    callsAbout: (userId: string) => list(`/ledger/calls?user=${userId}`, Call),
    calls: (query: string) => list(`/ledger/calls?${query}`, Call),
    changeFromOutside: (userId: string, state: "ACTIVE" | "SUSPENDED") =>
      order(simulatorUrl, "POST", `/users/${userId}`, { state }),
    change: (userId: string, patch: Record<string, unknown>) =>
      order(simulatorUrl, "POST", `/users/${userId}`, patch),
    script: (line: FaultLine) => order(simulatorUrl, "POST", "/faults", line),
    /** Calls about this one person are answered 503 until the returned function is called. */
    async loseSightOf(userId: string): Promise<() => Promise<void>> {
      const loaded = await order(simulatorUrl, "POST", "/faults", {
        match: { op: "any", user: userId, times: "always" },
        fault: "status",
        args: { code: 503 },
      });
      const { items } = z.object({ items: z.array(z.object({ id: z.int() })) }).parse(loaded);
      return async () => {
        for (const { id } of items) await order(simulatorUrl, "DELETE", `/faults/${id}`);
      };
    },
    /** The whole account refuses connections for a time. Nothing can end it early: the door is shut as well. */
    goDown: (ms: number) => order(simulatorUrl, "POST", "/down", { ms }),
  };
}

async function order(simulatorUrl: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${simulatorUrl}/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const told: unknown = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path} of the control door: ${JSON.stringify(told)}`);
  return told;
}
