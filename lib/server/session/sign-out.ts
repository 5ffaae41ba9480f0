import { checkMutation } from "#lib/server/guard/check-mutation.ts";
import { describeRefusal, problemResponse } from "#lib/server/problem.ts";
import { endSession } from "#lib/use-cases/end-session.ts";

import { sessionCookie } from "./cookies.ts";
import { openHint } from "./hint-cipher.ts";
import { readProviderMetadata } from "./provider-metadata.ts";
import { readCookies, redirectTo } from "./session-services.ts";
import type { SignInServices } from "./session-services.ts";
import { hashToken, tokenPattern } from "./token.ts";

/** Ends the session here first, whatever the provider does; then signs out there too, where it offers that. */
export async function signOut(services: SignInServices, request: Request): Promise<Response> {
  const { env, keys } = services;
  const refusal = checkMutation({ headers: request.headers, publicUrl: env.publicUrl, door: "form" });
  if (refusal !== null) return problemResponse(describeRefusal(refusal));
  const cookie = sessionCookie(env.publicUrl);
  const token = readCookies(request)[cookie.name];
  const isToken = token !== undefined && tokenPattern.test(token);
  const hint = isToken
    ? await endSession(services, { tokenHash: hashToken(token), reason: "signed out" })
    : null;
  const secure = cookie.options.secure ? "; Secure" : "";
  const setCookies = [`${cookie.name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`];
  const home = `${env.publicUrl}/sign-in`;
  const metadata = await readProviderMetadata(env.oidc.issuer);
  if (hint === null || metadata?.end_session_endpoint === undefined) return redirectTo(home, setCookies);
  const there = new URL(metadata.end_session_endpoint);
  there.searchParams.set("client_id", env.oidc.clientId);
  there.searchParams.set("post_logout_redirect_uri", home);
  const idToken = openHint(hint, keys.cookieSecret);
  if (idToken !== null) there.searchParams.set("id_token_hint", idToken);
  return redirectTo(there.href, setCookies);
}
