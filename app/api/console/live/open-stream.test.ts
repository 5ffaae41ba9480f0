import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";

import { createLive } from "#lib/server/live/live.ts";
import { hashToken } from "#lib/server/session/token.ts";
import { openWorld, type World } from "#lib/server/session/test-world.ts";

import { openStream } from "./open-stream.ts";

let world: World;
const live = createLive(() => Promise.resolve(null));

beforeAll(async () => {
  world = await openWorld({ issuer: "https://idp.example", clientId: "console", clientSecret: "secret" });
});
afterAll(() => world.close());

/** Signs somebody in by what signing in leaves behind, and gives the cookie's token. */
async function signedIn(): Promise<string> {
  const { stores, clock } = world.services;
  const token = randomBytes(32).toString("base64url");
  const now = clock.now();
  const id = randomBytes(8).toString("hex");
  const identity = { iss: "https://idp.example", sub: id };
  await stores.commit([
    ...stores.people.insert(
      {
        id,
        name: "Ana Ruiz",
        email: `${id}@acme.example`,
        roles: ["analyst"],
        disabledAt: null,
        linkedToPersonId: null,
        firstSeenAt: now,
        lastSeenAt: null,
      },
      identity,
    ),
    stores.sessions.insert({
      tokenHash: hashToken(token),
      personId: id,
      ...identity,
      roles: ["analyst"],
      amr: [],
      authTime: now,
      createdAt: now,
      lastSeenAt: now,
      endedAt: null,
      idTokenHint: null,
    }),
  ]);
  return token;
}

function open(token: string, options?: { beatEveryMs: number }) {
  const { publicUrl } = world.services.env;
  const leave = new AbortController();
  const request = new Request(`${publicUrl}/api/console/live`, {
    headers: { cookie: `countersign-session=${token}` },
    signal: leave.signal,
  });
  const stream = openStream({ ...world.services, live }, request, options);
  const reader = stream.getReader();
  const until = async (part: string) => {
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      text += Buffer.from(value ?? []).toString();
      if (done || text.includes(part)) return text;
    }
  };
  return { until, leave: () => leave.abort() };
}

it("an open page hears that something changed, and nothing of what it was", async () => {
  const page = open(await signedIn());
  live.publish({ kind: "case", key: "IR-1042" });
  expect(await page.until("IR-1042")).toContain('id: 1\ndata: {"kind":"case","key":"IR-1042"}\n\n');
  page.leave();
});

it("a page whose session ended elsewhere is told so, and hears no more", async () => {
  const token = await signedIn();
  const page = open(token, { beatEveryMs: 5 });
  await page.until(": beat");
  const { stores, clock } = world.services;
  await stores.commit([stores.sessions.end(hashToken(token), clock.now(), "signed out")]);
  await page.until("event: end");
  live.publish({ kind: "case", key: "IR-1043" });
  expect(await page.until("never said")).toBe("");
});

it("a stream that somebody left is forgotten", async () => {
  const page = open(await signedIn());
  await page.until("retry");
  page.leave();
  expect(await page.until("never said")).toBe("");
});
