import { checkMutation } from "#lib/server/guard/check-mutation.ts";
import { describeRefusal, problemResponse, refusalOf } from "#lib/server/problem.ts";

import { beginFlow } from "./open-id.ts";
import { safePath, signInPath } from "./safe-path.ts";
import { addressOf, openIdSettings, redirectTo } from "./session-services.ts";
import type { SignInServices } from "./session-services.ts";

/** Answers the form of the sign-in page: off to the identity provider, or back to the page with what is wrong. */
export async function beginSignIn(services: SignInServices, request: Request): Promise<Response> {
  const { env, limits, log } = services;
  try {
    const refusal = checkMutation({ headers: request.headers, publicUrl: env.publicUrl, door: "form" });
    if (refusal !== null) throw refusal;
    const address = addressOf(request);
    await limits.failedSignIns.check(address);
    await limits.startedSignIns.consume(address);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return problemResponse(describeRefusal(refusal));
  }
  const form = await request.formData();
  const from = safePath(textOf(form.get("from")));
  const again = form.get("again") === "1";
  const { location, setCookies } = await beginFlow(openIdSettings(services), { from: from ?? "/", again });
  if (location !== null) return redirectTo(location, setCookies);
  log.warn({ issuer: env.oidc.issuer }, "the identity provider could not be asked");
  const back = signInPath({ from, again });
  return redirectTo(
    `${env.publicUrl}${back}${back.includes("?") ? "&" : "?"}refused=provider_unreachable`,
    [],
  );
}

function textOf(value: FormDataEntryValue | null): string | null {
  return typeof value === "string" ? value : null;
}
