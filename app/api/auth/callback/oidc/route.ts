import { signInServices } from "#lib/server/session/here.ts";
import { finishSignIn } from "#lib/server/session/finish-sign-in.ts";

/** The provider's redirect lands here. It changes something by GET because the protocol says so; state and nonce guard it. */
export async function GET(request: Request): Promise<Response> {
  return finishSignIn(signInServices(), request);
}
