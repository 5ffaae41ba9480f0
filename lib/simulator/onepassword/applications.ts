import { randomBytes, randomUUID, timingSafeEqual, createHash } from "node:crypto";
import type { Application, Scope } from "./journal-record.ts";
import { applicationNames, type ApplicationName } from "./ledger.ts";

/** The ticks that each application has inside 1Password. They are never on the wire. */
const usualScopes: Record<ApplicationName, Scope[]> = {
  "look-up": ["get", "list"],
  suspend: ["suspend", "get"],
  reactivate: ["reactivate", "get"],
};

/** Three new OAuth applications. Their secrets are random: nobody may compute them from the seed. */
export function makeApplications(): Application[] {
  return applicationNames.map((name) => ({
    name,
    clientId: randomUUID(),
    clientSecret: randomBytes(32).toString("base64url"),
    scopes: usualScopes[name],
    revoked: false,
  }));
}

/** The application that the `Authorization: Basic` header proves, or null. */
export function checkBasic(
  applications: Iterable<Application>,
  authorization: string | undefined,
): Application | null {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/iu.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return null;
  const pair = Buffer.from(encoded, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 0) return null;
  // RFC 6749 §2.3.1 has both halves form-encoded before base64; many clients leave that out.
  const clientId = formDecode(pair.slice(0, colon));
  const secret = formDecode(pair.slice(colon + 1));
  for (const application of applications) {
    const known = application.clientId === clientId && sameSecret(application.clientSecret, secret);
    if (known && !application.revoked) return application;
  }
  return null;
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function sameSecret(expected: string, given: string): boolean {
  return timingSafeEqual(sha256(expected), sha256(given));
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
