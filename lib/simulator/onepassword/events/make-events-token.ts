import { randomBytes } from "node:crypto";
import { idFromBytes } from "#lib/simulator/onepassword/make-id.ts";
import { type EventsToken, type EventStream, eventStreams } from "./event.ts";

const dayMs = 86_400_000;

/** Makes a bearer token of the form of Events Reporting: a JWT whose claims are true and whose signature is random. */
export function makeEventsToken(input: {
  accountUuid: string;
  now: Date;
  days?: number | null | undefined;
  features?: readonly EventStream[] | undefined;
}): EventsToken {
  const { accountUuid, now, days = 90, features = eventStreams } = input;
  const uuid = idFromBytes(randomBytes(26));
  const issuedAt = Math.floor(now.getTime() / 1000) * 1000;
  const expiresAt = days === null ? null : issuedAt + Math.round(days * dayMs);
  const claims = {
    aud: ["events.1password.com"],
    sub: uuid,
    iat: issuedAt / 1000,
    ...(expiresAt !== null && { exp: Math.floor(expiresAt / 1000) }),
    "1password.com/auuid": accountUuid,
    "1password.com/fts": features,
  };
  const token = [
    part({ alg: "ES256", typ: "JWT", kid: uuid.toLowerCase() }),
    part(claims),
    randomBytes(64).toString("base64url"),
  ].join(".");
  return { token, uuid, accountUuid, features: [...features], issuedAt, expiresAt, revoked: false };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
