import { cleanText } from "./clean-text.ts";
import { type EventFormat, formatFor } from "./detect-format.ts";
import { findFirst, type JsonObject, memberOf } from "./find-field.ts";
import { openEnvelope, type Opened } from "./open-envelope.ts";

/** What came around an event, for what it doesn't say itself. */
export interface Envelope {
  id: string | null;
  time: unknown;
  ruleId: string | null;
  /** The search or rule that found the event: it names the signal, whatever the event calls itself. */
  detection: string | null;
  /** An e-mail as the `subject` of a CloudEvent, and where it stands in what was sent. */
  subject: { email: string; at: string } | null;
  url: string | null;
  isCloudEvent: boolean;
  /** Where the event stood in what was sent, as the prefix of a path. */
  at: string;
}

export const noEnvelope: Envelope = {
  id: null,
  time: null,
  ruleId: null,
  detection: null,
  subject: null,
  url: null,
  isCloudEvent: false,
  at: "",
};

/** An event as one reader reads it; `format` is null where its shape is unknown. */
export interface InnerEvent {
  event: JsonObject;
  format: EventFormat | null;
  envelope: Envelope;
}

const maxLayers = 4;
/** More events than this in one envelope are one list for a person to read: a body may have no more, either. */
const maxInner = 1_000;

/**
 * The events that a sent object is, or carries: an envelope of a pipeline is taken off, up to four layers, and may
 * hold several. What no envelope is known for is an event itself, so that nothing is ever lost.
 */
export function unwrapEvent(sent: JsonObject, preset: string): InnerEvent[] {
  const whole = { event: sent, format: formatFor(preset, sent), envelope: noEnvelope };
  if (preset === "generic") return [whole];
  const inner = unwrap(sent, preset, noEnvelope, maxLayers);
  return inner.length > maxInner ? [whole] : inner;
}

function unwrap(event: JsonObject, preset: string, envelope: Envelope, layers: number): InnerEvent[] {
  const format = formatFor(preset, event);
  const itself = [{ event, format, envelope }];
  if (format !== null || layers === 0) return itself;
  for (const opened of openEnvelope(event)) {
    if (opened.events.length === 0 || opened.events.length > maxInner) continue;
    const inner = opened.events.flatMap((one, index) =>
      unwrap(one.event, preset, enclosed(envelope, opened, one, index), layers - 1),
    );
    if (isWorthOpening(event, opened, inner)) return inner;
  }
  return itself;
}

/**
 * A known shape in somebody's envelope is read as that shape. An envelope that rates what it carries is an alert of
 * its own: its title and severity are what the sender means, and it stays whole.
 */
function isWorthOpening(event: JsonObject, opened: Opened, inner: readonly InnerEvent[]): boolean {
  if (opened.isCertain) return true;
  if (memberOf(event, "severity") !== null) return false;
  return inner.some((one) => one.format !== null) || (opened.isList && !speaksForItself(event));
}

const ownWords =
  "title rule_name rule name displayName summary message description user.email user_email email user subject".split(
    " ",
  );

function speaksForItself(event: JsonObject): boolean {
  return findFirst(event, ownWords, (value) => cleanText(value, 300)) !== null;
}

function enclosed(outer: Envelope, opened: Opened, one: Opened["events"][number], index: number): Envelope {
  const own = opened.envelope;
  const id = one.id ?? own.id ?? outer.id;
  return {
    // Several events share what their envelope is called by; each needs an id of its own.
    id: id !== null && one.id === undefined && opened.events.length > 1 ? `${id.slice(0, 290)}#${index}` : id,
    time: own.time ?? outer.time,
    ruleId: own.ruleId ?? outer.ruleId,
    detection: own.detection ?? outer.detection,
    subject: own.subject ? { ...own.subject, at: outer.at + own.subject.at } : outer.subject,
    url: own.url ?? outer.url,
    isCloudEvent: (own.isCloudEvent ?? false) || outer.isCloudEvent,
    at: `${outer.at}${one.at}.`,
  };
}
