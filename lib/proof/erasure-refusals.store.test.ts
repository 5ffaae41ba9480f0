import { nobody } from "#lib/domain/signal.ts";
import { expect, test } from "vitest";
import { DomainError } from "#lib/domain/errors.ts";
import { Conflict } from "#lib/ports/store.ts";
import { appendEntries, installationChain, subjectHolder } from "#lib/use-cases/append-entries.ts";
import { askToLinkPersons, confirmPersonLink } from "#lib/use-cases/link-persons.ts";
import { askErasure, declineErasure, expireErasures } from "#lib/use-cases/personal-data/ask-erasure.ts";
import { confirmErasure } from "#lib/use-cases/personal-data/confirm-erasure.ts";
import { endLegalHold, keepLegalHold, setLegalHold } from "#lib/use-cases/personal-data/legal-hold.ts";
import { wendy } from "#lib/use-cases/test-scene.ts";
import { checkedChain } from "./test-invariants.ts";
import { openErasureScene, secrets } from "./test-erasure.ts";
import { askForTrust } from "#lib/use-cases/trust/change-trust.ts";

const dayMs = 24 * 3_600_000;
const code = (text: string) => ({ code: text });

test("nobody erases alone, through a second account, without the role, or being the person", async () => {
  const scene = await openErasureScene();
  const { services, ada, ana, aud, ines, ivo, request } = scene;
  await scene.close(request.caseKey);
  await expect(scene.ask(ana)).rejects.toMatchObject(code("role_missing"));
  await expect(scene.ask(aud)).rejects.toMatchObject(code("role_missing"));
  const wendyHerself = await scene.person("Wendy Lead", ["iam_lead"], wendy);
  await expect(scene.ask(wendyHerself)).rejects.toMatchObject(code("second_person_needed"));

  const { id } = await scene.ask(ines);
  await expect(confirmErasure(services, ines, { id })).rejects.toMatchObject(code("second_person_needed"));
  await expect(confirmErasure(services, wendyHerself, { id })).rejects.toMatchObject(
    code("second_person_needed"),
  );
  await expect(confirmErasure(services, ana, { id })).rejects.toMatchObject(code("role_missing"));
  const twin = await scene.person("Ines Twin", ["administrator"], "ines.twin@acme.example");
  const link = await askToLinkPersons(services, ada, {
    personId: ines.personId,
    otherPersonId: twin.personId,
    reason: "One human",
  });
  await confirmPersonLink(services, ivo, link);
  await expect(confirmErasure(services, twin, { id })).rejects.toMatchObject(code("second_person_needed"));

  expect((await services.stores.personalData.erasure(id))?.status).toBe("asked");
  const types = await scene.types(installationChain);
  expect(types.filter((type) => type === "decision.refused")).toHaveLength(3);
  expect(types).not.toContain("subject.key_destroyed");
});

test("nothing is erased while a request or a case is open, also when it was opened since it was asked for", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines, request } = scene;
  await expect(scene.ask(ines)).rejects.toMatchObject(code("work_open"));
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  await scene.signal(wendy, { title: "And again" });
  await expect(confirmErasure(services, ada, { id })).rejects.toMatchObject(code("work_open"));
  expect((await services.stores.subjects.byEmail(wendy)).length).toBe(1);
});

test("a legal hold refuses the erasure, is set by one and ended by two", async () => {
  const scene = await openErasureScene();
  const { services, ada, ana, ines, ivo, request, wendyId } = scene;
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  const over = { userId: wendyId, caseKey: request.caseKey, reason: "A lawsuit" };
  await expect(setLegalHold(services, ana, over)).rejects.toMatchObject(code("role_missing"));
  const hold = await setLegalHold(services, ivo, over);
  await expect(setLegalHold(services, ada, over)).rejects.toMatchObject(code("hold_exists"));
  await expect(confirmErasure(services, ada, { id })).rejects.toMatchObject(code("legal_hold"));

  const end = { id: hold.id, reason: "The lawsuit is over" };
  expect(await endLegalHold(services, ivo, end)).toEqual({ ended: false });
  await expect(endLegalHold(services, ivo, end)).rejects.toMatchObject(code("second_person_needed"));
  await keepLegalHold(services, ada, { id: hold.id, reason: "An appeal is possible" });
  expect(await endLegalHold(services, ada, end)).toEqual({ ended: false });
  await expect(confirmErasure(services, ada, { id })).rejects.toMatchObject(code("legal_hold"));
  expect(await endLegalHold(services, ivo, end)).toEqual({ ended: true });
  await confirmErasure(services, ada, { id });
  expect((await services.stores.personalData.erasure(id))?.status).toBe("done");
});

test("a hold over somebody who was named in the same event stands in the way as well", async () => {
  const scene = await openErasureScene();
  const { services, ines, request, benCase } = scene;
  await scene.close(request.caseKey);
  await setLegalHold(services, ines, {
    userId: await scene.userId("ben.okafor@acme.example"),
    caseKey: benCase,
    reason: "A lawsuit about Ben",
  });
  await expect(scene.ask(ines)).rejects.toMatchObject(code("legal_hold"));
});

test("an erasure is asked for once, and over when withdrawn, refused, expired or done", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines, request } = scene;
  await scene.close(request.caseKey);
  const withdrawn = await scene.ask(ines);
  await expect(scene.ask(ada)).rejects.toMatchObject(code("erasure_asked"));
  const because = { reason: "Not now" };
  expect(await declineErasure(services, ines, { ...withdrawn, ...because })).toEqual({ status: "withdrawn" });
  await expect(confirmErasure(services, ada, withdrawn)).rejects.toMatchObject(code("erasure_over"));

  const refused = await scene.ask(ines);
  expect(await declineErasure(services, ada, { ...refused, ...because })).toEqual({ status: "refused" });
  await expect(confirmErasure(services, ada, refused)).rejects.toMatchObject(code("erasure_over"));

  const late = await scene.ask(ines);
  await scene.pass(7 * dayMs);
  await expect(confirmErasure(services, ada, late)).rejects.toMatchObject(code("erasure_over"));
  await expireErasures(services);
  expect((await services.stores.personalData.erasure(late.id))?.status).toBe("expired");

  const done = await scene.ask(ines);
  await confirmErasure(services, ada, done);
  await expect(confirmErasure(services, ada, done)).rejects.toMatchObject(code("erasure_over"));
  await expect(scene.ask(ines)).rejects.toMatchObject(code("already_erased"));
});

test("a member of the team is erased only when every account of theirs is disabled", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines, ivo } = scene;
  const ask = () =>
    askErasure(services, ines, {
      kind: "person",
      subjectRef: ivo.personId,
      ground: "left",
      reason: "Left in May",
    });
  await expect(ask()).rejects.toMatchObject(code("still_member"));
  const { people } = services.stores;
  const member = await people.byId(ivo.personId);
  if (!member) throw new Error("Ivo is not there.");
  await askForTrust(services, ivo, {
    source: "siem",
    ruleId: "impossible-travel",
    reason: "In my own words",
  });
  await services.stores.commit([people.update({ ...member, disabledAt: services.clock.now() })]);
  const { id } = await ask();
  await confirmErasure(services, ada, { id });

  const left = await people.byId(ivo.personId);
  expect(left).toMatchObject({ name: "(erased)", email: "", roles: [] });
  expect(await services.stores.trust.openOf(["siem"])).toMatchObject([
    { askedByPersonId: ivo.personId, reason: "(erased)" },
  ]);
  // Whoever signs in with that identity again is still the disabled person, whose identity nobody can read any more.
  expect(await people.byIdentity(ivo.iss, ivo.sub)).toEqual(left);
  await expect(ask()).rejects.toMatchObject(code("already_erased"));
});

test("what was about to be written under a destroyed key is not written", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines, request, wendyId } = scene;
  await scene.close(request.caseKey);
  const { id } = await scene.ask(ines);
  const holder = subjectHolder(request.accountId, wendyId);
  const statements = await appendEntries(services, ines, request.caseKey, [
    { type: "case.changed", facts: { what: "note" }, private: [{ field: "note", holder, text: "Too late" }] },
  ]);
  await confirmErasure(services, ada, { id });
  await expect(services.stores.commit(statements)).rejects.toBeInstanceOf(Conflict);
});

test("a signal that arrives during the erasure comes before it, and it is refused, or after it, and says so", async () => {
  const scene = await openErasureScene();
  const { services, ada, ines, request, wendyId } = scene;
  await scene.close(request.caseKey);
  const { stores } = services;
  for (let round = 0; round < 4; round++) {
    const { id } = await scene.ask(ines);
    const subject = { ...nobody, onepasswordId: wendyId };
    const [erased, filed] = await Promise.allSettled([
      confirmErasure(services, ada, { id }),
      scene.signal(wendy, { title: `Arrives meanwhile ${round}`, subject }),
    ]);
    if (filed.status === "rejected") throw filed.reason;
    const caseKey = filed.value.caseKey ?? "";
    const [first] = await checkedChain(scene, caseKey);
    const found = await stores.cases.total({ statuses: [], severities: [], q: "appleseed" });
    const refusal: unknown = erased.status === "rejected" ? erased.reason : null;
    const seen = {
      refusedAs: refusal instanceof DomainError ? refusal.code : refusal,
      name: (await stores.cases.row(caseKey))?.subject.name,
      afterErasure: first?.facts["afterErasure"] ?? null,
      findable: found.total > 0,
    };
    const before = { refusedAs: "work_open", name: secrets.name, afterErasure: null, findable: true };
    const after = { refusedAs: null, name: "(erased)", afterErasure: "yes", findable: false };
    expect([before, after]).toContainEqual(seen);
    if (refusal === null) return;
    await scene.close(caseKey);
    await declineErasure(services, ada, { id, reason: "Work came in between" });
  }
});
