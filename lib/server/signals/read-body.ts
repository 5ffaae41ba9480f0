import { DomainError } from "#lib/domain/errors.ts";

export const bodyLimitBytes = 262_144;

const types = new Set([
  "application/json",
  "application/x-ndjson",
  "application/cloudevents+json",
  "application/cloudevents-batch+json",
]);

interface Headers {
  get(name: string): string | null;
}

/** Throws `unsupported_type`. A content encoding isn't undone: what it unfolds to has no limit. */
export function checkType(headers: Headers, accepted: ReadonlySet<string> = types): void {
  const essence = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (accepted.has(essence) && encoding === "identity") return;
  throw new DomainError("unsupported_type", accepted === types ? {} : { types: [...accepted].join(", ") });
}

/** Reads the body as it came. Counts while reading, since a stated length is only a claim. Throws `body_too_large`. */
export async function readBody(
  request: { headers: Headers; body: ReadableStream<Uint8Array> | null },
  limitBytes: number = bodyLimitBytes,
): Promise<Uint8Array> {
  const tooLarge = () => new DomainError("body_too_large", { limit: `${limitBytes} bytes` });
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limitBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}
