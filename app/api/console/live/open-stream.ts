import type { Services } from "#lib/server/services.ts";
import { sessionCookie } from "#lib/server/session/cookies.ts";
import { findActor } from "#lib/server/session/find-actor.ts";
import { readCookies } from "#lib/server/session/session-services.ts";

/** Between beats: what lies in between may cut a silent connection, and an ended session is noticed by then. */
const beatEveryMs = 10_000;
const reconnectAfterMs = 3_000;

/**
 * The stream of one open page. It ends by itself when the session does, with the event `end`, so that no page goes on
 * hearing after its person has signed out elsewhere.
 */
export function openStream(services: Services, request: Request): ReadableStream<Uint8Array> {
  const token = readCookies(request)[sessionCookie(services.env.publicUrl).name];
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      let sent = 0;
      let stopped = false;
      const write = (text: string) => {
        if (!stopped) controller.enqueue(encoder.encode(text));
      };
      const unsubscribe = services.live.subscribe((hint) => {
        sent += 1;
        write(`id: ${sent}\ndata: ${JSON.stringify(hint)}\n\n`);
      });
      const beat = async () => {
        const actor = await findActor(services, { token, keepsAlive: false });
        if (actor !== null) return write(": beat\n\n");
        write("event: end\ndata: {}\n\n");
        end();
      };
      const timer = setInterval(() => {
        beat().catch((error: unknown) => {
          services.log.warn({ err: error }, "a live stream was closed: its session could not be read");
          end();
        });
      }, beatEveryMs);
      stop = () => {
        stopped = true;
        clearInterval(timer);
        unsubscribe();
      };
      const end = () => {
        if (stopped) return;
        stop();
        controller.close();
      };
      request.signal.addEventListener("abort", end);
      write(`retry: ${reconnectAfterMs}\n\n`);
    },
    cancel() {
      stop();
    },
  });
}
