import { landingOf } from "#lib/domain/roles.ts";
import { describeRefusal, problemResponse, refusalOf } from "#lib/server/problem.ts";
import { refuseSession } from "#lib/use-cases/refuse-session.ts";
import { startSession } from "#lib/use-cases/start-session.ts";
import type { SignedIdentity } from "#lib/use-cases/start-session.ts";

import { flowCookies, sessionCookie } from "./cookies.ts";
import { sealHint } from "./hint-cipher.ts";
import { endFlow } from "./open-id.ts";
import { readIdentity } from "./read-identity.ts";
import { safePath, signInPath } from "./safe-path.ts";
import { addressOf, openIdSettings, readCookies, redirectTo } from "./session-services.ts";
import type { SignInServices } from "./session-services.ts";
import { signInFaultOf } from "./sign-in-words.ts";
import { hashToken, makeToken, sessionRefOf, tokenPattern } from "./token.ts";

interface Refused {
  reason: string;
  identity: { iss: string; sub: string } | null;
}

/** Answers the identity provider's redirect: a session of ours, or the sign-in page with what went wrong. */
export async function finishSignIn(services: SignInServices, request: Request): Promise<Response> {
  const address = addressOf(request);
  try {
    await services.limits.failedSignIns.check(address);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return problemResponse(describeRefusal(refusal));
  }
  const { publicUrl } = services.env;
  const cookies = readCookies(request);
  const from = pathOf(cookies[flowCookies(publicUrl).callbackUrl.name], publicUrl);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const end = await endFlow(openIdSettings(services), { query, cookies });
  try {
    return await decide(services, { end, cookies, address, from });
  } catch (error) {
    // Not even a refusal can be written down then.
    if (refusalOf(error)?.code !== "log_halted") throw error;
    return backToSignIn(services, { reason: "log_halted", from, setCookies: end.setCookies });
  }
}

async function decide(
  services: SignInServices,
  input: {
    end: Awaited<ReturnType<typeof endFlow>>;
    cookies: ReturnType<typeof readCookies>;
    address: string;
    from: string | null;
  },
): Promise<Response> {
  const { end, cookies, address, from } = input;
  const { publicUrl, oidc } = services.env;
  const refuse = (refused: Refused): Promise<Response> =>
    refuseSignIn(services, { refused, address, from, setCookies: end.setCookies });
  if (!end.ok) return refuse({ reason: end.fault, identity: null });
  const read = readIdentity(end.claims, { ...oidc, now: services.clock.now() });
  if (!read.ok) return refuse(read);
  const { identity } = read;
  const { token, ok } = await open(services, {
    identity,
    old: cookies[sessionCookie(publicUrl).name],
    idToken: end.idToken,
  });
  if (!ok) return refuse({ reason: "disabled", identity });
  services.log.info({ sub: identity.sub, roles: identity.roles }, "signed in");
  const to = `${publicUrl}${from ?? landingOf(identity.roles)}`;
  return redirectTo(to, [...end.setCookies, cookieHeader(publicUrl, token)]);
}

async function open(
  services: SignInServices,
  { identity, old, idToken }: { identity: SignedIdentity; old: string | undefined; idToken: string | null },
): Promise<{ token: string; ok: boolean }> {
  const token = makeToken();
  const tokenHash = hashToken(token);
  const { ok } = await startSession(services, {
    identity,
    tokenHash,
    sessionRef: sessionRefOf(tokenHash),
    // Planted or the person's own: what this browser brought along is dead from here on.
    replacesTokenHash: old !== undefined && tokenPattern.test(old) ? hashToken(old) : null,
    idTokenHint: idToken === null ? null : sealHint(idToken, services.keys.cookieSecret),
  });
  return { token, ok };
}

async function refuseSignIn(
  services: SignInServices,
  input: { refused: Refused; address: string; from: string | null; setCookies: readonly string[] },
): Promise<Response> {
  const { refused, address, from, setCookies } = input;
  const { reason, identity } = refused;
  // Counted first and whatever comes of it; the answer to one too many is the next call's.
  await services.limits.failedSignIns.consume(address).catch(() => undefined);
  await refuseSession(services, { reason, identity, losesRoles: reason === "no_role" });
  services.log.warn({ reason, address }, "sign-in refused");
  return backToSignIn(services, { reason, from, setCookies });
}

function backToSignIn(
  services: SignInServices,
  { reason, from, setCookies }: { reason: string; from: string | null; setCookies: readonly string[] },
): Response {
  const back = signInPath({ from });
  const to = `${services.env.publicUrl}${back}${back.includes("?") ? "&" : "?"}refused=${signInFaultOf(reason)}`;
  return redirectTo(to, setCookies);
}

function pathOf(callbackUrl: string | undefined, publicUrl: string): string | null {
  if (callbackUrl === undefined || !callbackUrl.startsWith(`${publicUrl}/`)) return null;
  const path = safePath(callbackUrl.slice(publicUrl.length));
  return path === "/" ? null : path;
}

function cookieHeader(publicUrl: string, token: string): string {
  const { name, options } = sessionCookie(publicUrl);
  const secure = options.secure ? "; Secure" : "";
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${options.maxAge}${secure}`;
}
