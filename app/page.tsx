import { redirect } from "next/navigation";

import { landingOf } from "#lib/domain/roles.ts";
import { requireActor } from "#lib/server/session/current.ts";

/** Everybody lands where their work is. */
export default async function HomePage() {
  redirect(landingOf((await requireActor()).roles));
}
