import { AsyncLocalStorage } from "node:async_hooks";
import { createHash, randomBytes } from "node:crypto";

import type { NextAuthOptions } from "next-auth";

import { callNextAuth } from "./call-next-auth.ts";
import type { FlowStep } from "./call-next-auth.ts";
import { flowCookies } from "./cookies.ts";
import { nameFlowFault } from "./name-flow-fault.ts";
import { readProviderMetadata, wellKnownOf } from "./provider-metadata.ts";

/*
 * next-auth is used for the protocol alone: discovery, PKCE, state, nonce, the exchange of the code, the checks of the
 * id token. Its own session is never made. The `signIn` callback, which it calls once all checks have passed, keeps the
 * claims and answers with an address, at which next-auth stops; the session is then ours, in our table, with a token of
 * ours. So none of its session, csrf and sign-out addresses exist, and no code of theirs decides who is signed in.
 * It is called through its interface for pages, with plain objects, which also lets tests run it without Next.
 */

export interface OpenIdSettings {
  publicUrl: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  cookieSecret: string;
}

export type FlowEnd = { setCookies: string[] } & (
  | { ok: true; claims: unknown; idToken: string | null }
  | { ok: false; fault: string }
);

/** Ordinary sign-ins take a provider's session of up to twelve hours; it has to say then how old it is. */
const maxAuthAgeSeconds = 43_200;
const signedIn = "/signed-in";

interface Flow {
  fault: string | null;
  claims: unknown;
  idToken: string | null;
}
const flows = new AsyncLocalStorage<Flow>();

/** Begins a sign-in: the provider's address with PKCE, state and nonce, and the cookies that hold their secrets. */
export async function beginFlow(
  settings: OpenIdSettings,
  { from, again }: { from: string; again: boolean },
): Promise<FlowStep> {
  const csrfToken = randomBytes(32).toString("hex");
  const csrfHash = createHash("sha256").update(`${csrfToken}${settings.cookieSecret}`).digest("hex");
  const { csrfToken: csrfCookie } = flowCookies(settings.publicUrl);
  const step = await callNextAuth({
    options: await optionsOf(settings),
    publicUrl: settings.publicUrl,
    call: {
      method: "POST",
      action: "signin",
      query: again ? { prompt: "login", max_age: "0" } : {},
      // next-auth wants its own token; the guard has seen the origin, so one made here proves the same.
      body: { csrfToken, callbackUrl: `${settings.publicUrl}${from}` },
      cookies: { [csrfCookie.name]: `${csrfToken}|${csrfHash}` },
    },
  });
  const isElsewhere = step.location !== null && !step.location.startsWith(`${settings.publicUrl}/`);
  return isElsewhere ? step : { ...step, location: null };
}

/** Ends a sign-in with what the provider sent back. The claims are those of a token that passed every check. */
export async function endFlow(
  settings: OpenIdSettings,
  { query, cookies }: { query: Record<string, string>; cookies: Record<string, string> },
): Promise<FlowEnd> {
  const flow: Flow = { fault: null, claims: null, idToken: null };
  const names = flowCookies(settings.publicUrl);
  const own = new Set([names.state.name, names.nonce.name, names.pkceCodeVerifier.name]);
  const step = await flows.run(flow, async () =>
    callNextAuth({
      options: await optionsOf(settings),
      publicUrl: settings.publicUrl,
      call: {
        method: "GET",
        action: "callback",
        query,
        body: undefined,
        cookies: Object.fromEntries(Object.entries(cookies).filter(([name]) => own.has(name))),
      },
    }),
  );
  const setCookies = Object.values(names).map(({ name, options }) => expire(name, options.secure === true));
  if (step.location !== signedIn || flow.claims === null) {
    return { ok: false, fault: flow.fault ?? "provider", setCookies };
  }
  return { ok: true, claims: flow.claims, idToken: flow.idToken, setCookies };
}

/** What was kept for one sign-in is worth nothing after it, however it ended. */
function expire(name: string, isSecure: boolean): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isSecure ? "; Secure" : ""}`;
}

async function optionsOf(settings: OpenIdSettings): Promise<NextAuthOptions> {
  const metadata = await readProviderMetadata(settings.issuer);
  const hasGroups = metadata?.scopes_supported.includes("groups") === true;
  const isSecure = settings.publicUrl.startsWith("https://");
  return {
    secret: settings.cookieSecret,
    useSecureCookies: isSecure,
    cookies: flowCookies(settings.publicUrl),
    session: { strategy: "jwt" },
    providers: [
      {
        id: "oidc",
        name: "OpenID Connect",
        type: "oauth",
        wellKnown: wellKnownOf(settings.issuer),
        clientId: settings.clientId,
        clientSecret: settings.clientSecret,
        idToken: true,
        checks: ["pkce", "state", "nonce"],
        authorization: {
          params: {
            scope: `openid profile email${hasGroups ? " groups" : ""}`,
            max_age: maxAuthAgeSeconds,
          },
        },
        userinfo: { request: ({ client, tokens }) => readProfile(client, tokens) },
        httpOptions: { timeout: 10_000 },
        profile: (claims: { sub: string }) => ({ id: claims.sub }),
      },
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => (url.startsWith(`${baseUrl}/`) ? url : baseUrl),
      signIn: ({ account, profile }) => {
        const flow = flows.getStore();
        if (flow === undefined) return false;
        flow.claims = profile ?? null;
        flow.idToken = account?.id_token ?? null;
        return signedIn;
      },
    },
    logger: {
      error: (code, metadata) => {
        const flow = flows.getStore();
        // The details can hold tokens, so only the kind of the fault is kept.
        if (flow !== undefined) flow.fault ??= nameFlowFault(code, metadata);
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

interface Claims {
  sub: string;
  name?: string;
  email?: string;
}

/** The id token's claims. Some providers keep name and e-mail back for a second question; roles must be signed. */
async function readProfile(
  client: { userinfo: (tokens: never) => Promise<Claims> },
  tokens: unknown,
): Promise<Claims> {
  const claims = (tokens as { claims: () => Claims }).claims();
  if (claims.name !== undefined && claims.email !== undefined) return claims;
  try {
    const { name, email } = await client.userinfo(tokens as never);
    return { ...(name !== undefined && { name }), ...(email !== undefined && { email }), ...claims };
  } catch {
    return claims;
  }
}
