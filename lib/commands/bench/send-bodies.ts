import { createHmac, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";

export interface SignalSender {
  /** Throws unless every event of the body was accepted. */
  send(body: string, events: number): Promise<void>;
  close(): void;
}

/** Signs and posts bodies as a sender of Standard Webhooks does, over kept connections. */
export function createSender({ url, secret }: { url: string; secret: string }): SignalSender {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const agent = new Agent({ keepAlive: true });
  return {
    async send(body, events) {
      const id = randomUUID();
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
      const answer = await post(url, agent, body, {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      });
      const accepted = answer.status === 202 && answer.text.includes(`"accepted":${events},`);
      if (!accepted) throw new Error(`${url} answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    },
    close: () => agent.destroy(),
  };
}

function post(
  url: string,
  agent: Agent,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
