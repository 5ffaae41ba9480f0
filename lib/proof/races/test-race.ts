import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Answer, type Contest, type Entrant } from "./contest.ts";

type WithoutN<T> = T extends unknown ? Omit<T, "n"> : never;

export interface Race {
  /** Sends the same order to every process at once and waits for all their answers. */
  contest(order: WithoutN<Contest>): Promise<Answer[]>;
  stop(): Promise<void>;
}

/** Starts the processes and waits until each of them has the database open. */
export async function startRace(entrants: Entrant[]): Promise<Race> {
  const file = fileURLToPath(new URL("race-worker.ts", import.meta.url));
  const children = entrants.map((entrant) =>
    fork(file, [JSON.stringify(entrant)], {
      execArgv: ["--conditions=react-server", "--disable-warning=ExperimentalWarning"],
    }),
  );
  await Promise.all(children.map((child) => nextMessage(child)));
  let n = 0;
  return {
    async contest(order) {
      n += 1;
      const answers = children.map((child) => nextMessage(child));
      for (const child of children) child.send({ ...order, n });
      return (await Promise.all(answers)).map((answer) => Answer.parse(answer));
    },
    async stop() {
      const gone = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
      for (const child of children) child.disconnect();
      await Promise.all(gone);
    },
  };
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (status: number | null) => reject(new Error(`A racing process ended (${status}).`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message);
    });
  });
}
