import type { IncomingMessage } from "node:http";

/** The request's body as text; null when it has more than `limitBytes`. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    bytes += part.length;
    if (bytes <= limitBytes) parts.push(part);
  }
  return bytes <= limitBytes ? Buffer.concat(parts).toString("utf8") : null;
}
