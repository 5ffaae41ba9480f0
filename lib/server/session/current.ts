import "server-only";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";

import type { PersonActor } from "#lib/domain/actor.ts";
import { DomainError } from "#lib/domain/errors.ts";
import { services } from "#lib/server/services.ts";

import { sessionCookie } from "./cookies.ts";
import { findActor } from "./find-actor.ts";
import { pathHeader } from "./path-header.ts";
import { signInPath } from "./safe-path.ts";

async function readToken(): Promise<string | undefined> {
  const { name } = sessionCookie(services().env.publicUrl);
  return (await cookies()).get(name)?.value;
}

/** Who is signed in, or null. One reading per rendering, however many components ask. */
export const currentActor = cache(async (): Promise<PersonActor | null> =>
  findActor(services(), { token: await readToken(), keepsAlive: true }),
);

/** For pages: who is signed in; nobody is sent to the sign-in page and comes back to the same address. */
export async function requireActor(): Promise<PersonActor> {
  const actor = await currentActor();
  if (actor !== null) return actor;
  redirect(signInPath({ from: (await headers()).get(pathHeader) }));
}

/**
 * For route handlers. Throws `not_signed_in`. A GET doesn't keep the session alive unless told, for the screen polls by
 * itself while its person may be away.
 */
export async function requireActorForRoute({ keepsAlive }: { keepsAlive: boolean }): Promise<PersonActor> {
  const actor = await findActor(services(), { token: await readToken(), keepsAlive });
  if (actor === null) throw new DomainError("not_signed_in");
  return actor;
}
