import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import path from "node:path";
import { z } from "zod";

const Manifest = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string() })) });

/** Calls the server actions of a built console as its pages do. */
export interface ConsoleCaller {
  /** Calls the action on `/approvals`; gives the request's key that it answers. Throws for a refusal. */
  act(name: string, input: unknown, cookie: string): Promise<string>;
  close(): void;
}

export function createCaller({ root, url }: { root: string; url: string }): ConsoleCaller {
  const file = path.join(root, ".next/server/server-reference-manifest.json");
  const { node } = Manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  const ids = new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
  const agent = new Agent({ keepAlive: true });
  return {
    async act(name, input, cookie) {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`The build has no server action ${name}.`);
      const answer = await post({
        agent,
        url: `${url}/approvals`,
        headers: {
          accept: "text/x-component",
          "content-type": "text/plain;charset=UTF-8",
          "next-action": id,
          origin: url,
          "sec-fetch-site": "same-origin",
          cookie,
        },
        body: JSON.stringify([input]),
      });
      const key = /"ok":true,"data":\{"key":"([^"]+)"/.exec(answer)?.[1];
      if (key === undefined) throw new Error(`${name} was refused: ${answer.slice(0, 500)}`);
      return key;
    },
    close: () => agent.destroy(),
  };
}

/** `fetch` adds headers and forbids others, so this is `node:http`. */
function post(call: {
  agent: Agent;
  url: string;
  headers: Record<string, string>;
  body: string;
}): Promise<string> {
  return new Promise((resolve, reject) => {
    const length = { "content-length": String(Buffer.byteLength(call.body)) };
    const { agent } = call;
    const sent = request(
      call.url,
      { method: "POST", headers: { ...call.headers, ...length }, agent },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
      },
    );
    sent.on("error", reject);
    sent.end(call.body);
  });
}
