import type { Live } from "#lib/server/live/live.ts";
import { sessionCookie } from "#lib/server/session/cookies.ts";
import { findActor } from "#lib/server/session/find-actor.ts";
import type { SessionServices } from "#lib/server/session/find-actor.ts";
import { readCookies } from "#lib/server/session/session-services.ts";

const reconnectAfterMs = 3_000;

export interface StreamServices extends SessionServices {
  live: Pick<Live, "subscribe">;
  env: { publicUrl: string };
  log: { warn: (fields: object, message: string) => void };
}

/**
 * The stream of one open page. A beat every `beatEveryMs` keeps what lies in between from cutting a silent connection,
 * and looks whether the session still stands: when it doesn't, the stream says `end` and closes, so that no page goes
 * on hearing after its person has signed out elsewhere.
 */
export function openStream(
  services: StreamServices,
  request: Request,
  { beatEveryMs = 10_000 }: { beatEveryMs?: number } = {},
): ReadableStream<Uint8Array> {
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
