import { makeId } from "#lib/simulator/onepassword/make-id.ts";
import type { Person } from "#lib/simulator/onepassword/person.ts";
import type { EventStream, WireEvent } from "./event.ts";
import type { Scenario, Stage } from "./scenario.ts";

const minuteMs = 60_000;

/** Ids that stand for what a customer would put on a list. */
export const watched = {
  item: makeId("item/root password").toLowerCase(),
  vault: makeId("vault/finance"),
  group: makeId("group/owners"),
  country: "KP",
};

/** One happening for each built-in detection, around one person: they do it, or it is done to them. */
export const detectionScenarios: Record<string, Scenario> = {
  new_address: scenario("Sign in from a new address", "Success from where they never were.", (stage) =>
    signIn(stage, 0),
  ),
  unusual_client: scenario("Use an unusual client", "An app that isn’t 1Password’s.", (stage) =>
    signIn(stage, 0, { client: { app_name: "op-dump", ip_address: "198.51.100.20" } }),
  ),
  several_places: scenario("Sign in from two countries", "Within half an hour.", (stage) => {
    signIn(stage, 30, { country: "DE", location: { country: "DE" } });
    signIn(stage, 0, { country: "AR", location: { country: "AR" } });
  }),
  risky_country: scenario("Act from a risky country", "North Korea, if it is on the list.", (stage) =>
    act(stage, 0, "view", "report", { location: { country: watched.country } }),
  ),
  mfa_changed: scenario("Switch off their MFA", "By an administrator.", (stage) =>
    act({ ...stage, person: stage.admin }, 0, "disblmfa", "user", onUser(stage.person)),
  ),
  many_mfa_changes: scenario("Change six people’s MFA", "All by this person, within an hour.", (stage) => {
    for (let n = 0; n < 6; n += 1) {
      const uuid = makeId(`mfa/${n}`);
      act(stage, 6 - n, "updatmfa", "user", {
        object_uuid: uuid,
        object_details: { uuid, name: "", email: "" },
      });
    }
  }),
  mfa_off_for_all: scenario("Switch off MFA for all", "For the whole account.", (stage) =>
    act(stage, 0, "disblmfa", "account"),
  ),
  sso_changed: scenario("Switch off single sign-on", "By this person.", (stage) =>
    act(stage, 0, "disblsso", "sso"),
  ),
  firewall_changed: scenario("Change the firewall", "Rules of the account.", (stage) =>
    act(stage, 0, "updatfw", "account"),
  ),
  added_to_privileged_group: scenario("Put them into the owners", "By an administrator.", (stage) =>
    act({ ...stage, person: stage.admin }, 0, "join", "gm", {
      object_uuid: watched.group,
      ...aux(stage.person),
    }),
  ),
  own_rights_by_group: scenario("Let them join a group by themselves", "Actor and member are one.", (stage) =>
    act(stage, 0, "join", "gm", { object_uuid: makeId("group/support"), ...aux(stage.person) }),
  ),
  own_rights_by_vault: scenario("Let them give themselves a vault", "Actor and receiver are one.", (stage) =>
    act(stage, 0, "grant", "uva", { object_uuid: makeId("vault/support"), ...aux(stage.person) }),
  ),
  privileged_vault_rights: scenario(
    "Give them the finance vault",
    "It is on the list, or should be.",
    (stage) =>
      act({ ...stage, person: stage.admin }, 0, "grant", "uva", {
        object_uuid: watched.vault,
        ...aux(stage.person),
      }),
  ),
  other_vault_rights: scenario("Give them another vault", "By an administrator.", (stage) =>
    act({ ...stage, person: stage.admin }, 0, "grant", "uva", {
      object_uuid: makeId("vault/marketing"),
      ...aux(stage.person),
    }),
  ),
  secrets_after_own_grant: scenario(
    "Let them take secrets",
    "A vault for themselves, then its items.",
    (stage) => {
      const vault = makeId("vault/servers");
      // The usage first: streams come in any order.
      for (let n = 0; n < 12; n += 1) {
        const item_uuid = makeId(`item/server/${n}`).toLowerCase();
        use(stage, 12 - n, n % 2 === 0 ? "reveal" : "secure-copy", {
          vault_uuid: vault.toLowerCase(),
          item_uuid,
        });
      }
      act(stage, 20, "grant", "uva", { object_uuid: vault, ...aux(stage.person) });
    },
  ),
  vault_export: scenario("Let them export a vault", "As a file.", (stage) =>
    act(stage, 0, "export", "vault", { object_uuid: makeId("vault/support") }),
  ),
  export_by_new_user: scenario("Let a newcomer export a vault", "They joined an hour ago.", (stage) => {
    act({ ...stage, person: stage.admin }, 60, "activate", "user", onUser(stage.person));
    act(stage, 0, "export", "vault", { object_uuid: makeId("vault/support") });
  }),
  export_before_leaving: scenario("Export, then leave", "A vault as a file, then deleted.", (stage) => {
    act(stage, 60, "export", "vault", { object_uuid: makeId("vault/support") });
    act({ ...stage, person: stage.admin }, 0, "delete", "user", onUser(stage.person));
  }),
  sensitive_item_used: scenario("Use a sensitive item", "It is on the list, or should be.", (stage) =>
    use(stage, 0, "reveal", { vault_uuid: watched.vault.toLowerCase(), item_uuid: watched.item }),
  ),
  invited_by_hand: scenario("Invite somebody by hand", "Odd where people are provisioned.", (stage) =>
    act(stage, 0, "create", "invite", { aux_info: "new.partner@partner.example" }),
  ),
  service_account_made: scenario("Make a service account", "By this person.", (stage) =>
    act(stage, 0, "create", "sa", { object_uuid: makeId("sa/ci") }),
  ),
  service_account_token: scenario("Make a service account’s token", "By this person.", (stage) =>
    act(stage, 0, "create", "satoken", { object_uuid: makeId("satoken/ci") }),
  ),
  failed_sign_ins: scenario("Fail to sign in", "Six times within ten minutes.", (stage) => {
    for (let n = 0; n < 6; n += 1)
      signIn(stage, 6 - n, { category: "credentials_failed", type: "password_secret_bad" });
  }),
  while_suspended: scenario("Sign in while suspended", "As the events tell it; the state stays.", (stage) => {
    act({ ...stage, person: stage.admin }, 10, "suspend", "user", onUser(stage.person));
    signIn(stage, 5);
  }),
};

function scenario(title: string, hint: string, play: Scenario["play"]): Scenario {
  return { title, hint, play };
}

function at({ now }: Stage, minutesAgo: number): string {
  return new Date(now.getTime() - minutesAgo * minuteMs).toISOString();
}

function details({ id, displayName, email }: Person): WireEvent {
  return { uuid: id, name: displayName, email };
}

function aux(person: Person): WireEvent {
  return { aux_uuid: person.id, aux_details: details(person), aux_info: "R" };
}

function onUser(person: Person): WireEvent {
  return { object_uuid: person.id, object_details: details(person) };
}

function emitAt(stage: Stage, stream: EventStream, minutesAgo: number, event: WireEvent): void {
  stage.emit(stream, { timestamp: at(stage, minutesAgo), ...event });
}

function signIn(stage: Stage, minutesAgo: number, given: WireEvent = {}): void {
  emitAt(stage, "signinattempts", minutesAgo, {
    category: "success",
    type: "credentials_ok",
    country: "DE",
    details: null,
    target_user: { ...details(stage.person), user_type: "member" },
    client: { app_name: "1Password for Web", app_version: "2210", ip_address: "198.51.100.20" },
    ...given,
  });
}

/** Something that the stage's person does. */
function act(stage: Stage, minutesAgo: number, action: string, type: string, given: WireEvent = {}): void {
  emitAt(stage, "auditevents", minutesAgo, {
    actor_uuid: stage.person.id,
    actor_details: details(stage.person),
    actor_type: "user",
    action,
    object_type: type,
    object_uuid: makeId(`${type}/this`),
    session: { ip: "198.51.100.20" },
    ...given,
  });
}

function use(stage: Stage, minutesAgo: number, action: string, given: WireEvent): void {
  emitAt(stage, "itemusages", minutesAgo, {
    used_version: 1,
    user: details(stage.person),
    client: { app_name: "1Password for Web", ip_address: "198.51.100.20" },
    action,
    ...given,
  });
}
