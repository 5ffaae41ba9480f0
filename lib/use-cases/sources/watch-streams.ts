import { silentSince } from "#lib/domain/ssf-stream.ts";
import type { ConnectionView } from "#lib/domain/views/other-views.ts";
import type { Services } from "#lib/ports/services.ts";
import type { SsfStreamRecord } from "#lib/ports/ssf-store.ts";

type Needs = Pick<Services, "stores" | "clock">;

interface WatchedStream {
  stream: SsfStreamRecord;
  silentSince: Date | null;
}

/** The streams that are set up at sources that are on, by name. */
async function watchedStreams({ stores, clock }: Needs): Promise<WatchedStream[]> {
  const streams = await stores.ssf.inUse();
  if (streams.length === 0) return [];
  const on = new Set((await stores.sources.all()).filter(({ enabled }) => enabled).map(({ name }) => name));
  const now = clock.now();
  return streams
    .filter(({ source }) => on.has(source))
    .map((stream) => ({ stream, silentSince: silentSince(stream, now) }));
}

/**
 * Each stream as a part that works or fails, for whoever is told of failing integrations. It is no part of readiness:
 * an identity provider with nothing to tell is no reason to take the console away from people.
 */
export async function streamParts(services: Needs): Promise<{ name: string; ok: boolean }[]> {
  const watched = await watchedStreams(services);
  return watched.map(({ stream, silentSince: since }) => ({
    name: `Shared Signals ${stream.source}`,
    ok: since === null,
  }));
}

/** Each stream as one of the connections. */
export async function streamConnections(services: Needs): Promise<ConnectionView[]> {
  const watched = await watchedStreams(services);
  return watched.map(({ stream, silentSince: since }) => ({
    id: `ssf-${stream.source}`,
    name: `Shared Signals: ${stream.source}`,
    purpose: "Tells of sessions, credentials and accounts at an identity provider.",
    state: since !== null ? "failing" : stream.lastSetAt === null ? "untried" : "ok",
    facts: [
      ["Issuer", stream.issuer],
      ["Last token", stream.lastSetAt?.toISOString() ?? "none yet"],
      ["Last verification", stream.lastVerificationAt?.toISOString() ?? "none yet"],
    ],
    problem: since === null ? null : silentWords,
    testable: false,
  }));
}

/** Said wherever a stream is shown as failing. */
export const silentWords =
  "No token came for more than 24 hours. Have the transmitter verify the stream, and look there whether it is paused.";
