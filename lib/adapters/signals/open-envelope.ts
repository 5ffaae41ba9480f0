import { fieldsOf } from "./event-fields.ts";
import { findAll, isObject, type JsonObject, memberOf } from "./find-field.ts";
import { asObject, parseJsonText } from "./parse-json-text.ts";
import { readUrl } from "./read-address.ts";
import { readEmail } from "./read-email.ts";
import { joinIds, readId } from "./read-id.ts";
import type { Envelope } from "./unwrap-event.ts";

/** An envelope with its content laid out. */
export interface Opened {
  /** Nothing else looks like it, so it is opened whatever it holds. */
  isCertain: boolean;
  isList: boolean;
  events: { event: JsonObject; at: string; id?: string | null }[];
  envelope: Partial<Envelope>;
}

type Open = (event: JsonObject) => Opened | null;

const openers: readonly Open[] = [
  openCloudEvent,
  openOktaHook,
  openSearchHits,
  openDuoPage,
  openSplunkResult,
  openLogstashBatch,
  openSentinelTrigger,
  listUnder("records"),
  listUnder("value"),
  listUnder("items", (event) => ["cursor", "has_more"].some((name) => memberOf(event, name) !== null)),
  listUnder("alerts"),
  listUnder("context.alerts"),
  ...["data", "event", "record", "detail", "payload", "body", "log"].map(objectUnder),
  ...["event.original", "message", "_raw"].map(textUnder),
];

/** Every way in which an object may be an envelope, the surest first. */
export function* openEnvelope(event: JsonObject): Generator<Opened> {
  for (const open of openers) {
    const opened = open(event);
    if (opened) yield opened;
  }
}

/** CloudEvents 1.0, structured; `data` may be JSON as text, or in base64. */
function openCloudEvent(event: JsonObject): Opened | null {
  const fields = fieldsOf(event);
  if (fields.text("specversion") === null) return null;
  const data = memberOf(event, "data")?.value;
  const base64 = memberOf(event, "data_base64")?.value;
  const content =
    parseJsonText(data) ??
    data ??
    (typeof base64 === "string" ? parseJsonText(Buffer.from(base64, "base64").toString("utf8")) : undefined);
  const email = readEmail(fields.text("subject"));
  const envelope: Partial<Envelope> = {
    // Their ids are unique within a source only.
    id: joinIds(fields.id("source") ?? "-", fields.id("id")),
    time: fields.values("time")[0],
    ruleId: fields.text("type"),
    subject: email === null ? null : { email, at: "subject" },
    isCloudEvent: true,
  };
  if (fields.id("id") === null) envelope.id = null;
  const at = data === undefined ? "data_base64" : "data";
  const events = objectsOf(content, at);
  if (events) return { isCertain: true, isList: Array.isArray(content), events, envelope };
  // Text, or nothing: the attributes are all there is.
  const own = Object.fromEntries(
    Object.entries(event).filter(([name]) => !attributes.has(name.toLowerCase())),
  );
  const said = typeof content === "string" ? { message: content } : {};
  return { isCertain: true, isList: false, events: [{ event: { ...own, ...said }, at: "" }], envelope };
}

const attributes = new Set([
  "specversion",
  "id",
  "source",
  "type",
  "time",
  "subject",
  "datacontenttype",
  "dataschema",
  "data",
  "data_base64",
]);

/** Okta's event hook: some events of the System Log in one delivery. */
function openOktaHook(event: JsonObject): Opened | null {
  const fields = fieldsOf(event);
  if (fields.word("eventType") !== "com.okta.event_hook") return null;
  const events = objectsOf(findListAt(event, "data.events"), "data.events");
  const envelope = { id: fields.id("eventId"), time: fields.values("eventTime")[0] };
  return events && { isCertain: true, isList: true, events, envelope };
}

/** What a search of Elasticsearch answers. */
function openSearchHits(event: JsonObject): Opened | null {
  const list = objectsOf(findListAt(event, "hits.hits"), "hits.hits");
  if (!list) return null;
  const events = list.map(({ event: hit, at }) => {
    const source = memberOf(hit, "_source")?.value;
    return isObject(source)
      ? { event: source, at: `${at}._source`, id: readId(memberOf(hit, "_id")?.value) }
      : { event: hit, at };
  });
  return { isCertain: true, isList: true, events, envelope: {} };
}

function openDuoPage(event: JsonObject): Opened | null {
  const events = objectsOf(findListAt(event, "response.authlogs"), "response.authlogs");
  return events && { isCertain: true, isList: true, events, envelope: {} };
}

/** An alert action of Splunk. Its `owner` is whoever saved the search. */
function openSplunkResult(event: JsonObject): Opened | null {
  const fields = fieldsOf(event);
  const result = memberOf(event, "result")?.value;
  const search = fields.text("search_name");
  if (!isObject(result) || search === null) return null;
  const raw = asObject(memberOf(result, "_raw")?.value);
  const envelope: Partial<Envelope> = {
    id: fields.id("sid"),
    time: fields.values("result._time")[0],
    detection: search,
    url: readUrl(fields.values("results_link")[0]),
  };
  const events = raw ? [{ event: raw, at: "result._raw" }] : [{ event: result, at: "result" }];
  return { isCertain: true, isList: false, events, envelope };
}

/** `{"events":[{"message":"<json>"}]}`. */
function openLogstashBatch(event: JsonObject): Opened | null {
  const list = objectsOf(memberOf(event, "events")?.value, "events");
  if (!list) return null;
  return { isCertain: false, isList: true, events: list, envelope: {} };
}

/** A playbook of Sentinel sends the incident as `object`. */
function openSentinelTrigger(event: JsonObject): Opened | null {
  const object = memberOf(event, "object")?.value;
  return isObject(object)
    ? { isCertain: false, isList: false, events: [{ event: object, at: "object" }], envelope: {} }
    : null;
}

function listUnder(path: string, applies: (event: JsonObject) => boolean = () => true): Open {
  return (event) => {
    if (!applies(event)) return null;
    const events = objectsOf(findListAt(event, path), path);
    return events && { isCertain: false, isList: true, events, envelope: fallbackOf(event) };
  };
}

function objectUnder(name: string): Open {
  return (event) => {
    const value = memberOf(event, name)?.value;
    const content = asObject(value);
    return (
      content && {
        isCertain: false,
        isList: false,
        events: [{ event: content, at: name }],
        envelope: fallbackOf(event),
      }
    );
  };
}

function textUnder(path: string): Open {
  return (event) => {
    const content = asObject(findAll(event, path)[0]?.value);
    return (
      content && {
        isCertain: false,
        isList: false,
        events: [{ event: content, at: path }],
        envelope: fallbackOf(event),
      }
    );
  };
}

function fallbackOf(event: JsonObject): Partial<Envelope> {
  const fields = fieldsOf(event);
  return {
    id: fields.id("id", "event_id", "eventId", "_id", "event.id"),
    time: fields.values("time", "timestamp", "@timestamp", "eventTime")[0],
  };
}

function findListAt(event: JsonObject, path: string): unknown {
  const dot = path.lastIndexOf(".");
  const holder = dot < 0 ? event : findAll(event, path.slice(0, dot))[0]?.value;
  return isObject(holder) ? memberOf(holder, path.slice(dot + 1))?.value : undefined;
}

/** The objects of a list, or the one object; null where there is anything else that would be lost. */
function objectsOf(value: unknown, at: string): Opened["events"] | null {
  if (isObject(value)) return [{ event: value, at }];
  if (!Array.isArray(value) || value.length === 0) return null;
  const events = value.map((item: unknown, index) => ({ event: asObject(item), at: `${at}[${index}]` }));
  const objects = events.flatMap(({ event, at: place }) => (event ? [{ event, at: place }] : []));
  return objects.length === value.length ? objects : null;
}
