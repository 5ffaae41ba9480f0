import { expect, test } from "vitest";
import { previewRequest } from "#lib/use-cases/preview-request.ts";
import { viewRequest } from "#lib/use-cases/view-approvals.ts";
import { viewCase } from "#lib/use-cases/view-case.ts";
import { viewStanding } from "#lib/use-cases/view-standing.ts";
import { applyPeopleFile } from "#lib/use-cases/people/apply-people-file.ts";
import { viewIdentity } from "#lib/use-cases/people/view-identity.ts";
import { viewPeople } from "#lib/use-cases/people/view-people.ts";
import { wendy } from "#lib/use-cases/test-scene.ts";
import { askMassIncident, confirmMassIncident, endMassIncident } from "./mass-incident.ts";
import { openCrowd } from "./test-crowd.ts";
import { viewRails } from "./view-rails.ts";

test("every page says that an incident is asked for or raises the brake, for how many more, until when; then no more", async () => {
  const world = await openCrowd();
  const { services, ana, ines, ivo } = world;
  const banner = async () => (await viewStanding(services, ana)).incident;
  expect(await banner()).toBeNull();
  const input = { reason: "Stolen session tokens", allowed: 3, minutes: 60 };
  const { id } = await askMassIncident(services, ines, input);
  expect(await banner()).toMatchObject({ state: "asked", askedBy: "Ines Lindqvist", left: 3, endsAt: null });
  const asked = await viewRails(services, ines);
  expect(asked.incident).toMatchObject({ confirm: { allowed: false }, end: { allowed: true } });
  expect((await viewRails(services, ivo)).incident?.confirm).toEqual({ allowed: true });
  expect((await viewRails(services, ana)).incident?.confirm).toMatchObject({ code: "role_missing" });
  await confirmMassIncident(services, ivo, { id });
  await world.suspend(world.crowd[0] ?? "");
  expect(await banner()).toMatchObject({
    state: "running",
    confirmedBy: "Ivo Marek",
    left: 2,
    allowed: 3,
    endsAt: new Date(services.clock.now().getTime() + 60 * 60_000).toISOString(),
  });
  await endMassIncident(services, ines, { id });
  expect(await banner()).toBeNull();
  expect((await viewRails(services, ana)).past).toMatchObject([{ id, used: 1, endedHow: "person" }]);
});

test("within an incident the next request form takes over the reason of this person's last one, and says what it is part of", async () => {
  const world = await openCrowd();
  const { services, ana, ines, ivo, crowd } = world;
  const filed = await world.signal(crowd[1] ?? "");
  const preview = () => previewRequest(services, ana, { caseKey: filed.caseKey ?? "", action: "suspend" });
  expect((await preview()).incident).toBeNull();
  const input = { reason: "Stolen session tokens", allowed: 3, minutes: 60 };
  const { id } = await askMassIncident(services, ines, input);
  await confirmMassIncident(services, ivo, { id });
  expect((await preview()).incident).toMatchObject({ reason: input.reason, left: 3, lastReason: null });
  const request = await world.ask(ana, crowd[0] ?? "");
  expect((await preview()).incident).toMatchObject({ left: 3, lastReason: "Token used from two countries" });
  expect((await viewRequest(services, ines, { id: request.key })).incident).toEqual({ reason: input.reason });
  const [entry] = await services.stores.log.ofRequest(request.key, "request.submitted");
  expect(new TextDecoder().decode(entry?.bytes)).toContain(`"incident":"${id}"`);
});

test("the analyst and the approver are told what stops, whom to call, and where that is known from", async () => {
  const world = await openCrowd();
  const { services, ana, ines, aud } = world;
  const ada = await world.person("Ada Novak", ["administrator"]);
  await applyPeopleFile(services, ada, {
    source: "people.csv",
    complete: false,
    rows: [
      {
        line: 2,
        fields: {
          email: wendy,
          identityClass: "business_critical",
          dependents: ["Payroll run"],
          secondContact: "Tobias Engel",
        },
      },
    ],
  });
  const request = await world.ask(ana, wendy, "suspend", {
    named: { who: "Tobias Engel", informed: true },
  });
  const told = {
    identityClass: "business_critical",
    by: "file",
    profile: {
      dependents: ["Payroll run"],
      secondContact: "Tobias Engel",
      source: "people.csv",
      importedAt: services.clock.now().toISOString(),
    },
  };
  expect((await viewRequest(services, ines, { id: request.key })).identity).toMatchObject(told);
  expect((await viewCase(services, aud, { key: request.caseKey })).identity).toMatchObject(told);
  const identity = await viewIdentity(services, aud, { userId: world.wendyId });
  expect(identity).toMatchObject({
    ...told,
    history: [{ identityClass: "business_critical", by: "people file people.csv" }],
    rights: { setClass: { code: "role_missing" }, protect: { code: "role_missing" } },
  });
  const page = await viewPeople(services, aud, { cursor: null, limit: 50 });
  expect(page).toMatchObject({ total: 1, nextCursor: null, mayChange: false });
  expect(page.items[0]).toMatchObject({ userId: world.wendyId, email: wendy });
});
