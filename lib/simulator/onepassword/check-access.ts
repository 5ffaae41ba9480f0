import type { Account } from "./account.ts";
import { errorAnswer, type HttpAnswer } from "./answer.ts";
import type { Call } from "./call.ts";
import type { Application, Scope } from "./journal-record.ts";
import { digestToken, readBearer } from "./tokens.ts";

/** Who asks: 401 for nobody, 403 for another account or a right that the application hasn't got. */
export function checkAccess(
  account: Account,
  call: Call,
  scope: Scope,
): { allowed: true; application: Application } | { allowed: false; answer: HttpAnswer } {
  const bearer = readBearer(call.authorization);
  const token = bearer === null ? undefined : account.tokens.get(digestToken(bearer));
  const application = token && account.applications.get(token.application);
  if (!token || !application || application.revoked || token.expiresAt <= account.now().getTime()) {
    return { allowed: false, answer: errorAnswer(16, "unauthenticated") };
  }
  if (call.accountId !== account.id || !application.scopes.includes(scope)) {
    return { allowed: false, answer: errorAnswer(7, "permission_denied") };
  }
  return { allowed: true, application };
}
