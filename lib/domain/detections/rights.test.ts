import { describe, expect, it } from "vitest";
import { isRepeat } from "./detection.ts";
import {
  addedToPrivilegedGroup,
  otherVaultRights,
  ownRightsByGroup,
  ownRightsByVault,
  privilegedVaultRights,
  secretsAfterOwnGrant,
} from "./rights.ts";
import {
  anchorsByArrival,
  atMs,
  audit,
  group,
  homer,
  hourMs,
  judge,
  settings,
  usage,
  vault,
  wendy,
} from "./test-events.ts";

describe("added to a privileged group", () => {
  const listed = { settings: settings({ lists: { privilegedGroups: [group.toLowerCase()] } }) };

  it("is told about the member, for a group of the list", () => {
    const joined = audit(0, "join", "gm", { on: group, to: wendy });
    expect(judge(addedToPrivilegedGroup, joined, [], listed)?.subject.id).toBe(wendy.uuid);
  });

  it("isn't told of another group, of one's own doing, of leaving, nor with an empty list", () => {
    const other = audit(0, "join", "gm", { on: vault, to: wendy });
    expect(judge(addedToPrivilegedGroup, other, [], listed)).toBeNull();
    const own = audit(0, "join", "gm", { on: group, to: wendy, by: wendy });
    expect(judge(addedToPrivilegedGroup, own, [], listed)).toBeNull();
    const left = audit(0, "leave", "gm", { on: group, to: wendy });
    expect(judge(addedToPrivilegedGroup, left, [], listed)).toBeNull();
    expect(judge(addedToPrivilegedGroup, audit(0, "join", "gm", { on: group, to: wendy }))).toBeNull();
  });
});

describe("own rights", () => {
  it("by group are told where actor and member are one", () => {
    for (const action of ["join", "role"]) {
      const own = audit(0, action, "gm", { on: group, to: wendy, by: wendy });
      expect(judge(ownRightsByGroup, own)?.subject.id).toBe(wendy.uuid);
    }
    expect(judge(ownRightsByGroup, audit(0, "join", "gm", { on: group, to: wendy }))).toBeNull();
    expect(judge(ownRightsByGroup, audit(0, "leave", "gm", { on: group, to: wendy, by: wendy }))).toBeNull();
  });

  it("by vault are told where actor and receiver are one", () => {
    for (const action of ["grant", "update"]) {
      const own = audit(0, action, "uva", { on: vault, to: wendy, by: wendy });
      expect(judge(ownRightsByVault, own)?.subject.id).toBe(wendy.uuid);
    }
    expect(judge(ownRightsByVault, audit(0, "grant", "uva", { on: vault, to: wendy }))).toBeNull();
    const revoked = audit(0, "revoke", "uva", { on: vault, to: wendy, by: wendy });
    expect(judge(ownRightsByVault, revoked)).toBeNull();
    expect(judge(ownRightsByVault, audit(0, "grant", "gva", { on: vault, by: wendy }))).toBeNull();
  });
});

describe("rights to vaults", () => {
  const listed = { settings: settings({ lists: { privilegedVaults: [vault] } }) };
  const elsewhere = "OTHEROTHEROTHEROTHEROTHERO";

  it("of the list are told about the receiver, or about the actor where a group received them", () => {
    const toPerson = audit(0, "revoke", "uva", { on: vault, to: wendy });
    expect(judge(privilegedVaultRights, toPerson, [], listed)?.subject.id).toBe(wendy.uuid);
    const toGroup = audit(0, "grant", "gva", { on: vault, aux_uuid: group });
    expect(judge(privilegedVaultRights, toGroup, [], listed)?.subject.id).toBe(homer.uuid);
    const robot = { uuid: "", name: "ci", email: "ci@1passwordserviceaccounts.com" };
    const toMachine = audit(0, "grant", "uva", { on: vault, to: robot });
    expect(judge(privilegedVaultRights, toMachine, [], listed)?.subject.id).toBe(homer.uuid);
  });

  it("not on the list are told where somebody else gave them, and only of people", () => {
    const given = audit(0, "grant", "uva", { on: elsewhere, to: wendy });
    expect(judge(otherVaultRights, given, [], listed)?.subject.id).toBe(wendy.uuid);
    expect(judge(privilegedVaultRights, given, [], listed)).toBeNull();
    const own = audit(0, "grant", "uva", { on: elsewhere, to: wendy, by: wendy });
    expect(judge(otherVaultRights, own, [], listed)).toBeNull();
    expect(judge(otherVaultRights, audit(0, "grant", "gva", { on: elsewhere }), [], listed)).toBeNull();
  });

  it("are told by one of the two rules, never by both", () => {
    const given = audit(0, "update", "uva", { on: vault, to: wendy });
    expect(judge(otherVaultRights, given, [], listed)).toBeNull();
    expect(judge(privilegedVaultRights, given, [], listed)).not.toBeNull();
    expect(judge(otherVaultRights, given)).not.toBeNull();
    expect(judge(privilegedVaultRights, given)).toBeNull();
  });
});

describe("secrets taken after an own grant", () => {
  const grant = audit(0, "grant", "uva", { on: vault, to: wendy, by: wendy });

  it("are told for each way to take them, within an hour and not beyond", () => {
    for (const action of ["reveal", "secure-copy", "server-fetch"]) {
      expect(judge(secretsAfterOwnGrant, usage(hourMs, action), [grant])?.subject.id).toBe(wendy.uuid);
      expect(judge(secretsAfterOwnGrant, usage(hourMs + 1, action), [grant])).toBeNull();
    }
  });

  it("are the same finding whichever stream comes in last", () => {
    const taken = usage(hourMs, "reveal");
    expect(anchorsByArrival(secretsAfterOwnGrant, [grant, taken])).toEqual([taken.uuid, taken.uuid]);
  });

  it("aren't told of other vaults, other people, other uses, nor before the grant", () => {
    expect(judge(secretsAfterOwnGrant, usage(1, "reveal", { vault_uuid: "other" }), [grant])).toBeNull();
    expect(judge(secretsAfterOwnGrant, usage(1, "reveal", { user: homer }), [grant])).toBeNull();
    expect(judge(secretsAfterOwnGrant, usage(1, "fill"), [grant])).toBeNull();
    expect(judge(secretsAfterOwnGrant, usage(-1, "reveal"), [grant])).toBeNull();
    expect(judge(secretsAfterOwnGrant, grant, [usage(-1, "reveal")])).toBeNull();
    const byHomer = audit(0, "grant", "uva", { on: vault, to: wendy });
    expect(judge(secretsAfterOwnGrant, usage(1, "reveal"), [byHomer])).toBeNull();
  });

  it("repeat for an hour in one vault", () => {
    expect(isRepeat(secretsAfterOwnGrant, atMs(hourMs - 1), [atMs(0)])).toBe(true);
    expect(isRepeat(secretsAfterOwnGrant, atMs(hourMs), [atMs(0)])).toBe(false);
    const keys = ["a", "b"].map(
      (item) => judge(secretsAfterOwnGrant, usage(1, "reveal", { item_uuid: item }), [grant])?.repeatKey,
    );
    expect(keys[0]).toBe(keys[1]);
  });
});
