import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { uuidv7 } from "uuidv7";

import { migrateDatabase } from "#db/migrate.ts";
import { openStores } from "#db/open-stores.ts";
import { createLimiter } from "#lib/server/limiter.ts";
import type { Stores } from "#lib/ports/store.ts";

import { beginSignIn } from "./begin-sign-in.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import type { SignInServices } from "./session-services.ts";
import { signOut } from "./sign-out.ts";

export const publicUrl = "http://localhost:3000";

export interface World {
  services: SignInServices & { stores: Stores };
  /** Moves the clock of the console on; the provider's goes by itself. */
  wait: (ms: number) => void;
  close: () => Promise<void>;
}

/** A console without its screen: real database, clock that can be moved. */
export async function openWorld(oidc: {
  issuer: string;
  clientId: string;
  clientSecret: string;
}): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-session-"));
  const databaseUrl = `file:${path.join(folder, "countersign.db")}`;
  await migrateDatabase(databaseUrl);
  const stores = await openStores({ databaseUrl, dataKey: new Uint8Array(32).fill(7) });
  let aheadMs = 0;
  return {
    services: {
      stores,
      clock: { now: () => new Date(Date.now() + aheadMs) },
      ids: { next: uuidv7 },
      simulated: false,
      env: { publicUrl, oidc: { ...oidc, roleClaim: "groups" } },
      keys: { cookieSecret: "a secret of forty characters or so, for tests" },
      log: { info: () => undefined, warn: () => undefined },
      limits: {
        failedSignIns: createLimiter({ points: 10, perMs: 60_000 }),
        startedSignIns: createLimiter({ points: 1000, perMs: 60_000 }),
      },
    },
    wait: (ms) => {
      aheadMs += ms;
    },
    close: async () => {
      await stores.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface Browser {
  cookies: Map<string, string>;
  /** Presses a persona's button after the sign-in form was sent; gives the console's last answer. */
  signIn: (input: { as: string; from?: string; again?: boolean }) => Promise<Response>;
  begin: (form: Record<string, string>) => Promise<Response>;
  /** Brings the provider's answer to the console. */
  callback: (url: string, address?: string) => Promise<Response>;
  signOut: () => Promise<Response>;
}

/** Follows redirects and keeps cookies as a browser would; all hosts here are localhost, so one jar serves. */
export function openBrowser(services: SignInServices): Browser {
  const cookies = new Map<string, string>();
  const keep = (response: Response): Response => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const name = pair.slice(0, pair.indexOf("="));
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, pair.slice(name.length + 1));
    }
    return response;
  };
  const cookie = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const post = (pathname: string, form: Record<string, string>): Request => {
    const body = new URLSearchParams(form).toString();
    return new Request(`${publicUrl}${pathname}`, {
      method: "POST",
      body,
      headers: {
        origin: publicUrl,
        cookie: cookie(),
        "content-type": "application/x-www-form-urlencoded",
        "content-length": String(body.length),
      },
    });
  };
  const begin = async (form: Record<string, string>): Promise<Response> =>
    keep(await beginSignIn(services, post("/api/auth/sign-in", form)));
  const callback = async (url: string, address = "192.0.2.1"): Promise<Response> => {
    const request = new Request(url, { headers: { cookie: cookie(), "x-forwarded-for": address } });
    return keep(await finishSignIn(services, request));
  };
  const atProvider = async (url: string, as: string): Promise<string> => {
    let next = url;
    for (let hops = 0; hops < 10; hops += 1) {
      const isChoice = new URL(next).pathname.startsWith("/interaction/");
      const answer: Response = await fetch(next, {
        redirect: "manual",
        headers: { cookie: cookie() },
        ...(isChoice && { method: "POST", body: new URLSearchParams({ sub: as }) }),
      });
      const location = keep(answer).headers.get("location");
      if (location === null) throw new Error(`The provider stopped at ${next}: ${await answer.text()}`);
      next = new URL(location, next).href;
      if (next.startsWith(publicUrl)) return next;
    }
    throw new Error("The provider redirects in circles.");
  };
  return {
    cookies,
    begin,
    callback,
    signIn: async ({ as, from, again }) => {
      const begun = await begin({
        ...(from !== undefined && { from }),
        ...(again === true && { again: "1" }),
      });
      return callback(await atProvider(begun.headers.get("location") ?? "", as));
    },
    signOut: async () => keep(await signOut(services, post("/api/auth/sign-out", {}))),
  };
}
