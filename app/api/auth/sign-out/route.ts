import { signInServices } from "#lib/server/session/here.ts";
import { signOut } from "#lib/server/session/sign-out.ts";

export async function POST(request: Request): Promise<Response> {
  return signOut(signInServices(), request);
}
