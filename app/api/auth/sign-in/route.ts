import { signInServices } from "#lib/server/session/here.ts";
import { beginSignIn } from "#lib/server/session/begin-sign-in.ts";

export async function POST(request: Request): Promise<Response> {
  return beginSignIn(signInServices(), request);
}
