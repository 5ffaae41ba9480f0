import { makePersonActor, type PersonActor } from "#lib/domain/actor.ts";
import { AuditQuery } from "#lib/domain/audit.ts";
import type { Role } from "#lib/domain/roles.ts";
import type { openScene } from "#lib/use-cases/test-scene.ts";
import { openScope } from "./scope.ts";

export type Scene = Awaited<ReturnType<typeof openScene>>;

/** The audit page's query with all that isn't given as it is at first. */
export const asked = (given: Partial<AuditQuery> = {}): AuditQuery => ({ ...AuditQuery.parse({}), ...given });

export const scopeOf = ({ services }: Scene, given: Partial<AuditQuery> = {}) =>
  openScope(services, asked(given));

/** People of the simulated account whom nothing has happened to. */
export async function strangers({ services }: Scene, count: number): Promise<string[]> {
  const { items } = await services.stores.subjects.search({
    q: "",
    state: "ACTIVE",
    limit: 40,
    cursor: null,
  });
  // Members of the team are people of the account too, and a suspension of them would freeze them.
  const team = /^(ana|aud|ines|imani|ivo|wendy)\./;
  return items
    .filter(({ email }) => !team.test(email) && email.endsWith("acme.example"))
    .slice(0, count)
    .map(({ email }) => email);
}

/** Signed in just now. */
export const fresh = ({ services }: Scene, actor: PersonActor) =>
  makePersonActor({ ...actor, authTime: services.clock.now() });

/**
 * A period with one of each: a suspension approved at once, one denied after a while, one expired, one refused to its
 * own requester and withdrawn by nobody, and a reactivation that nobody verified.
 */
export async function playPeriod(scene: Scene) {
  const [first = "", second = "", third = "", fourth = ""] = await strangers(scene, 4);
  const both: Role[] = ["analyst", "iam_lead"];
  const imani = await scene.person("Imani Osei", both);
  const suspended = await scene.ask(scene.ana, first);
  await scene.decide(scene.ines, suspended.key);
  await scene.settle();
  const denied = await scene.ask(scene.ana, second);
  await scene.pass(10_000);
  await scene.decide(scene.ivo, denied.key, "deny");
  const expired = await scene.ask(scene.ana, third);
  await scene.pass(61 * 60_000);
  const own = await scene.ask(imani, fourth);
  await scene.decide(imani, own.key).catch(() => undefined);
  const reactivated = await scene.ask(scene.ana, first, "reactivate");
  await scene.pass(10_000);
  await scene.decide(fresh(scene, scene.ivo), reactivated.key);
  await scene.settle();
  return { suspended, denied, expired, own, reactivated, imani, first };
}
