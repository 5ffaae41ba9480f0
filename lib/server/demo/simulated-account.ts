import { z } from "zod";

const KnownPeople = z.array(
  z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    kind: z.enum(["persona", "named", "odd"]),
  }),
);
export type KnownPerson = z.infer<typeof KnownPeople>[number];

/** What the demo's history does to the simulated account behind the console's back, through its control door. */
export interface SimulatedAccount {
  knownPeople(): Promise<KnownPerson[]>;
  /** Back to how it was before anybody did anything: a history begins only once. */
  reset(): Promise<void>;
  moveClock(offsetMs: number): Promise<void>;
  /** The next suspension of this person takes effect, and the connection breaks before the answer. */
  loseNextAnswer(userId: string): Promise<void>;
  forgetFaults(): Promise<void>;
  /** Somebody changes the person in 1Password itself. */
  changeFromOutside(userId: string, state: "ACTIVE" | "SUSPENDED"): Promise<void>;
}

const answerWithinMs = 10_000;

/** `baseUrl` is the simulated account's own address. The methods throw when it doesn't do as it was told. */
export function openSimulatedAccount(baseUrl: string): SimulatedAccount {
  const order = async (method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${baseUrl}/control/${path}`, {
      method,
      signal: AbortSignal.timeout(answerWithinMs),
      ...(method === "POST" && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body ?? {}),
      }),
    });
    if (!answer.ok) throw new Error(`The simulated account refused ${method} ${path} (${answer.status}).`);
    return answer.json();
  };
  return {
    knownPeople: async () => KnownPeople.parse(await order("GET", "known-people")),
    reset: async () => void (await order("POST", "reset")),
    moveClock: async (offsetMs) =>
      void (await order("POST", "modes", { clockOffsetMs: Math.round(offsetMs) })),
    loseNextAnswer: async (userId) =>
      void (await order("POST", "faults", {
        match: { op: "suspend", user: userId },
        fault: "reset_after_apply",
      })),
    forgetFaults: async () => void (await order("DELETE", "faults")),
    changeFromOutside: async (userId, state) => void (await order("POST", `users/${userId}`, { state })),
  };
}
