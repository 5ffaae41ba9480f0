import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { splitBody } from "#lib/adapters/signals/split-body.ts";
import { verifySignature } from "#lib/server/signals/verify-signature.ts";

/** A route that does what any intake has to: reads the body, checks its signature, parses it. It files nothing. */
export async function startBareIntake(secret: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const headers = new Headers(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      verifySignature({ headers, body, secrets: [secret], now: new Date() });
      const split = splitBody(body);
      const accepted = split.ok ? split.events.length : 0;
      answer.writeHead(202, { "content-type": "application/json" });
      answer.end(JSON.stringify({ accepted, duplicates: 0, rejected: 0, results: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
