import type { Server as HttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";

/** A port that can be shut and opened again while the HTTP server behind it, and some connections, go on. */
export interface Listener {
  port: number;
  open(): Promise<void>;
  /** Refuses new connections, and cuts those that `cut` picks. */
  shut(cut: (socket: Socket) => boolean): void;
}

/** Listens, and hands each connection to the HTTP server. Port 0 takes any free one, and keeps it. */
export async function listen(input: { http: HttpServer; host: string; port: number }): Promise<Listener> {
  const sockets = new Set<Socket>();
  const accept = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A cut connection is what this account is for; the HTTP server has nothing to add to it.
    socket.on("error", () => undefined);
    input.http.emit("connection", socket);
  };
  let gate: Server | null = await openGate({ accept, host: input.host, port: input.port });
  const address = gate.address();
  const port = typeof address === "object" && address !== null ? address.port : input.port;
  return {
    port,
    async open() {
      gate ??= await openGate({ accept, host: input.host, port });
    },
    shut(cut) {
      gate?.close();
      gate = null;
      for (const socket of sockets) if (cut(socket)) socket.destroy();
    },
  };
}

function openGate(input: { accept: (socket: Socket) => void; host: string; port: number }): Promise<Server> {
  const gate = createServer({ noDelay: true }, input.accept);
  return new Promise((resolve, reject) => {
    gate.once("error", reject);
    gate.listen(input.port, input.host, () => {
      gate.off("error", reject);
      resolve(gate);
    });
  });
}
