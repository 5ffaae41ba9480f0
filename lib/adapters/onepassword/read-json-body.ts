import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

export type AnswerBody =
  | { kind: "json"; value: unknown }
  | { kind: "unreadable"; reason: "empty" | "not_json" | "wrong_content_type" | "too_large" }
  /** The connection ended before the answer did. */
  | { kind: "cut" };

const jsonType = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON answer of at most `maxBytes`. They are counted after decompression and while reading, so that neither
 * a missing length nor a small file that unpacks to gigabytes can fill the memory. Never rejects.
 */
export async function readJsonBody(incoming: IncomingMessage, maxBytes: number): Promise<AnswerBody> {
  const declared = Number(incoming.headers["content-length"] ?? Number.NaN);
  if (declared > maxBytes) return drop(incoming, "too_large");
  if (declared === 0) return drop(incoming, "empty");
  if (!jsonType.test(incoming.headers["content-type"] ?? "")) return drop(incoming, "wrong_content_type");
  const source = decompress(incoming);
  if (source === null) return drop(incoming, "not_json");

  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) return drop(incoming, "too_large");
      chunks.push(chunk);
    }
  } catch {
    return incoming.complete ? { kind: "unreadable", reason: "not_json" } : { kind: "cut" };
  }
  if (!incoming.complete) return { kind: "cut" };
  if (size === 0) return { kind: "unreadable", reason: "empty" };
  return parse(Buffer.concat(chunks));
}

function decompress(incoming: IncomingMessage): Readable | null {
  const ignoreHereBecauseTheReaderSeesIt = () => undefined;
  switch ((incoming.headers["content-encoding"] ?? "identity").trim().toLowerCase()) {
    case "identity":
      return incoming;
    case "gzip":
    case "x-gzip":
      return pipeline(incoming, createGunzip(), ignoreHereBecauseTheReaderSeesIt);
    case "deflate":
      return pipeline(incoming, createInflate(), ignoreHereBecauseTheReaderSeesIt);
    case "br":
      return pipeline(incoming, createBrotliDecompress(), ignoreHereBecauseTheReaderSeesIt);
    default:
      return null;
  }
}

function parse(bytes: Buffer): AnswerBody {
  try {
    return { kind: "json", value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
  } catch {
    return { kind: "unreadable", reason: "not_json" };
  }
}

function drop(
  incoming: IncomingMessage,
  reason: "empty" | "not_json" | "wrong_content_type" | "too_large",
): AnswerBody {
  incoming.destroy();
  return { kind: "unreadable", reason };
}
