import { once } from "node:events";
import { Agent, createServer, request as sendOn } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that came by, in `performance.now()` of this process. */
export interface Exchange {
  method: string;
  path: string;
  arrivedMs: number;
  /** When the answer's last byte was handed on; null until then. */
  endedMs: number | null;
}

export interface Relay {
  url: string;
  exchanges: readonly Exchange[];
  /** The first call from now on of which this is true. Rejects after 10 s. */
  next(is: (exchange: Exchange) => boolean): Promise<Exchange>;
  close(): void;
}

const waitMs = 10_000;

/**
 * Stands between a console and the simulated account and writes down when which call arrives: the one clock that both
 * the caller of the console and the calls of the console are measured by.
 */
export async function startRelay(target: string): Promise<Relay> {
  const agent = new Agent({ keepAlive: true });
  const exchanges: Exchange[] = [];
  const waiting = new Set<{ is: (exchange: Exchange) => boolean; found: (exchange: Exchange) => void }>();
  const server = createServer((incoming, outgoing) => {
    const arrivedMs = performance.now();
    const { method = "", url = "", headers } = incoming;
    const exchange: Exchange = { method, path: url, arrivedMs, endedMs: null };
    exchanges.push(exchange);
    for (const one of waiting) if (one.is(exchange)) one.found(exchange);
    outgoing.on("close", () => (exchange.endedMs = performance.now()));
    const { host: _ours, connection: _hop, ...kept } = headers;
    const call = sendOn(new URL(url, target), { method, headers: kept, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    call.on("error", () => outgoing.destroy());
    incoming.pipe(call);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    next(is) {
      const { promise, resolve, reject } = Promise.withResolvers<Exchange>();
      const one = { is, found: resolve };
      waiting.add(one);
      const timer = setTimeout(() => reject(new Error("The call to 1Password did not come.")), waitMs);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(one);
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
