import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { isObject, type JsonObject } from "#lib/adapters/signals/find-field.ts";
import { sliceArray, trimBytes } from "#lib/adapters/signals/scan-json.ts";

/** One event to send, with the bytes in which it stood wherever they were one JSON text. */
export interface Payload {
  file: string;
  /** Where in the file: `line 3`, `item 2`, and for a rule test how it is sent. */
  at: string;
  bytes: Uint8Array;
  /** Null where the bytes are no JSON object: they are sent all the same, and refused. */
  value: JsonObject | null;
}

const extensions = new Set([".json", ".ndjson", ".jsonl"]);

/** All JSON files at these paths, folders walked, in the order of their names. Throws where a path can't be read. */
export function findFiles(paths: readonly string[]): string[] {
  return paths.flatMap((one) => {
    if (!statSync(one).isDirectory()) return [one];
    const inside = readdirSync(one).toSorted();
    return findFiles(inside.map((name) => path.join(one, name))).filter((file) =>
      extensions.has(path.extname(file).toLowerCase()),
    );
  });
}

/** The events of a file: an object, the items of an array, or a line each. A rule test gives its event and its alert. */
export function readPayloads(file: string): Payload[] {
  return partsOf(readFileSync(file)).flatMap(({ bytes, at }): Payload[] => {
    const value = parse(bytes);
    const test = isObject(value) ? asRuleTest(value) : null;
    if (test === null) return [{ file, at, bytes, value: isObject(value) ? value : null }];
    const made = (kind: string, event: JsonObject) => ({
      file,
      at: `${at} (${kind})`,
      bytes: Buffer.from(JSON.stringify(event)),
      value: event,
    });
    return [made("event", test.event), ...(test.alert ? [made("alert", test.alert)] : [])];
  });
}

function partsOf(whole: Uint8Array): { bytes: Uint8Array; at: string }[] {
  const isMarked = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
  const bytes = trimBytes(isMarked ? whole.subarray(3) : whole);
  const value = parse(bytes);
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    return sliceArray(bytes).map((item, index) => ({ bytes: item, at: `item ${index + 1}` }));
  }
  if (value !== undefined) return [{ bytes, at: "the object" }];
  return Buffer.from(bytes)
    .toString("latin1")
    .split("\n")
    .map((line, index) => ({ bytes: trimBytes(Buffer.from(line, "latin1")), at: `line ${index + 1}` }))
    .filter((line) => line.bytes.length > 0);
}

/**
 * A line of a Panther rule test: a raw event and what the rule made of it. The alert has an id that is always the
 * same for the same test.
 */
function asRuleTest(line: JsonObject): { event: JsonObject; alert: JsonObject | null } | null {
  const { event, rule_id: rule, expected_alert: expected } = line;
  if (!isObject(event) || typeof rule !== "string" || typeof expected !== "boolean") return null;
  if (!expected) return { event, alert: null };
  const time = [event["published"], event["timestamp"], event["p_event_time"]].find(
    (value) => typeof value === "string" && /^\d{4}-/.test(value),
  );
  const id = createHash("sha256").update(JSON.stringify(line)).digest("hex").slice(0, 32);
  const alert = {
    id: rule,
    severity: line["severity"],
    title: line["display_name"],
    type: "RULE",
    alertId: id,
    ...(time !== undefined && { createdAt: time }),
    tags: line["mitre"] ?? [],
    link: `https://panther.example/alerts/${id}`,
    alertContext: event,
  };
  return { event, alert };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
