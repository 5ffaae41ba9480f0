import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { wendy } from "./test-intake.ts";
import { openSetWorld, type SetWorld } from "./test-set-world.ts";
import { caep, claimsOf, issuer, risc } from "./test-transmitter.ts";

let world: SetWorld;
beforeAll(async () => {
  world = await openSetWorld();
});
afterAll(() => world.close());
// The same words about the same person count as a repeat within an hour.
beforeEach(() => world.intake.pass(hourMs + 1));

const hourMs = 3_600_000;
const about = (email: string) => ({ sub_id: { format: "email", email } });
const somebody = () => `${world.intake.services.ids.next()}@example.org`;

describe("an event", () => {
  it.each([
    [risc("account-credential-change-required"), {}, "high"],
    [risc("credential-compromise"), { credential_type: "password" }, "high"],
    [risc("sessions-revoked"), {}, "high"],
    [risc("account-disabled"), { reason: "hijacking" }, "high"],
    [risc("account-enabled"), {}, "no case"],
    [risc("account-purged"), {}, "no case"],
    [risc("identifier-changed"), { "new-value": "x@example.org" }, "no case"],
    [caep("risk-level-change"), { current_level: "HIGH" }, "high"],
    [caep("risk-level-change"), { current_level: "MEDIUM" }, "medium"],
    [caep("risk-level-change"), { current_level: "LOW" }, "no case"],
    [caep("session-revoked"), {}, "no case"],
    [caep("credential-change"), { change_type: "revoke" }, "no case"],
    [caep("assurance-level-change"), { current_level: "nist-aal1" }, "no case"],
    [caep("device-compliance-change"), { current_status: "not-compliant" }, "no case"],
    [caep("token-claims-change"), { claims: { role: "ro" } }, "no case"],
  ])("%s %o becomes %s", async (type, body, expected) => {
    const who = somebody();
    const { dead, accepted } = await world.kept();
    expect(await world.pushEvent(type, about(who), body)).toBeNull();
    expect((await world.caseOf(who))?.severity ?? "no case").toBe(expected);
    expect(await world.kept()).toMatchObject({ dead, accepted: (accepted ?? 0) + 1 });
  });

  it("that is housekeeping joins an open case, and asks for nothing", async () => {
    const who = somebody();
    await world.pushEvent(risc("account-disabled"), about(who));
    await world.pushEvent(risc("account-enabled"), about(who));
    expect(await world.caseOf(who)).toMatchObject({ signalCount: 2, severity: "high" });
    expect(await world.stores.requests.counts()).toEqual([]);
  });

  it("of a type that nobody knows is a signal all the same, and counts once", async () => {
    const who = somebody();
    const claims = claimsOf(world.now(), "https://idp.example.org/events/badge-lost/", about(who));
    expect(await world.push(await world.signed(claims))).toBeNull();
    expect(await world.caseOf(who)).toMatchObject({ severity: "medium", newestSignalTitle: "Badge lost" });
    const before = await world.kept();
    expect(await world.push(await world.signed({ ...claims, txn: "other" }))).toBeNull();
    expect(await world.kept()).toEqual(before);
  });

  it("beside others of one token counts as the gravest of them", async () => {
    const who = somebody();
    const events = { [caep("session-revoked")]: {}, [risc("credential-compromise")]: {} };
    await world.push(await world.signed(world.fresh({ ...about(who), events })));
    expect(await world.caseOf(who)).toMatchObject({
      severity: "high",
      signalCount: 1,
      newestSignalTitle: "Credential compromise",
    });
  });

  it("is read as what it is, whatever else the source sends", async () => {
    const who = somebody();
    const source = await world.stores.sources.byName("edr");
    if (!source) throw new Error("The source of the test is missing.");
    await world.stores.commit([world.stores.sources.update(source, { ...source, preset: "generic" })]);
    await world.pushEvent(caep("session-revoked"), about(who));
    expect(await world.caseOf(who)).toBeNull();
    await world.pushEvent(risc("account-disabled"), about(who));
    expect(await world.caseOf(who)).toMatchObject({ newestSignalTitle: "Account disabled" });
  });
});

describe("a subject", () => {
  const unlinked = async (more: Record<string, unknown>) => {
    world.intake.pass(hourMs + 1);
    const before = await world.stores.signals.unlinkedCount();
    await world.pushEvent(risc("credential-compromise"), more);
    return (await world.stores.signals.unlinkedCount()) - before;
  };
  const wendysSignals = async () => (await world.caseOf(wendy.userId))?.signalCount ?? 0;
  const issuerSub = { format: "iss_sub", iss: issuer, sub: wendy.email };

  it("of an issuer is an id there or an address, as the stream says", async () => {
    const before = await wendysSignals();
    await unlinked({ sub_id: issuerSub });
    expect(await wendysSignals()).toBe(before);
    await world.changeStream({ subjectForm: "email" });
    await unlinked({ sub_id: issuerSub });
    expect(await wendysSignals()).toBe(before + 1);
  });

  it("that is complex is its user; a session or a device alone is nobody", async () => {
    await world.changeStream({ subjectForm: "email" });
    const before = await wendysSignals();
    const complex = {
      format: "complex",
      session: { format: "opaque", id: "s-1" },
      device: { format: "iss_sub", iss: issuer, sub: "d-1" },
    };
    expect(await unlinked({ sub_id: { ...complex, user: issuerSub } })).toBe(0);
    expect(await wendysSignals()).toBe(before + 1);
    expect(await unlinked({ sub_id: complex })).toBe(1);
    expect(await unlinked({ sub_id: { format: "opaque", id: "x" } })).toBe(1);
  });
});
