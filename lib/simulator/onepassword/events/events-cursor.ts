import { z } from "zod";
import { eventStream, type EventStream } from "./event.ts";

const place = z.object({
  epoch: z.string(),
  stream: eventStream,
  /** Index of the next event. */
  next: z.int().min(0),
  limit: z.int().min(1).max(1_000),
  from: z.string().nullable(),
  until: z.string().nullable(),
});
export type Place = z.infer<typeof place>;

const startInput = z.object({
  limit: z.int().min(1).max(1_000).default(100),
  start_time: z.iso.datetime({ offset: true }).optional(),
  end_time: z.iso.datetime({ offset: true }).optional(),
});
const cursorInput = z.object({ cursor: z.string().min(1) });

export function writeCursor(at: Place): string {
  return Buffer.from(JSON.stringify(at)).toString("base64url");
}

/** Where a request wants to begin: at its cursor, or by its times. Null when neither can be read. */
export function readPlace(
  body: string,
  { epoch, stream }: { epoch: string; stream: EventStream },
): Place | null {
  const said = parse(body === "" ? "{}" : body);
  const withCursor = cursorInput.safeParse(said);
  if (withCursor.success) {
    const found = place.safeParse(parse(Buffer.from(withCursor.data.cursor, "base64url").toString("utf8")));
    return found.success && found.data.epoch === epoch && found.data.stream === stream ? found.data : null;
  }
  const start = startInput.safeParse(said);
  if (!start.success) return null;
  const { limit, start_time: from = null, end_time: until = null } = start.data;
  return { epoch, stream, next: 0, limit, from, until };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
