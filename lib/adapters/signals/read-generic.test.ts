import { describe, expect, it } from "vitest";
import { isObject } from "./find-field.ts";
import { readEvent } from "./read-event.ts";

const receivedAt = new Date("2027-03-01T12:00:00.000Z");
const context = { source: "edr", preset: "auto", receivedAt };

function read(event: unknown) {
  if (!isObject(event)) throw new Error("The event of this test is no object.");
  return readEvent(event, context);
}

function one(event: unknown) {
  const [signal, ...others] = read(event);
  expect(others).toEqual([]);
  if (!signal) throw new Error("The event gave no signal.");
  return signal;
}

describe("an event of unknown shape", () => {
  it("is read by the names that senders commonly use", () => {
    expect(
      one({
        alert_id: "A-77",
        rule_id: "impossible.travel",
        title: "Impossible travel",
        severity: "high",
        confidence: "medium",
        user: { email: " Wendy_Appleseed+x@AgileBits.com ", name: "Wendy Appleseed" },
        timestamp: "2027-03-01T11:58:00Z",
        source_ip: "203.0.113.7",
        tags: ["attack.t1078", "T1078.004", { technique: "T1550" }],
        link: "https://edr.example/alerts/77",
        description: "Two countries within ten minutes.",
      }),
    ).toEqual({
      format: "generic",
      nativeId: "A-77",
      revision: null,
      alertId: "A-77",
      ruleId: "impossible.travel",
      title: "Impossible travel",
      kind: "impossible_travel",
      context: false,
      severity: "high",
      severityAssumed: false,
      confidence: 50,
      subject: {
        onepasswordId: null,
        email: "wendy_appleseed+x@agilebits.com",
        providerId: null,
        username: null,
        displayName: "Wendy Appleseed",
        foundAt: "user.email",
      },
      related: [],
      time: new Date("2027-03-01T11:58:00Z"),
      timeText: "2027-03-01T11:58:00Z",
      timeAssumed: false,
      ip: "203.0.113.7",
      attack: ["T1078.004", "T1550"],
      url: "https://edr.example/alerts/77",
      description: "Two countries within ten minutes.",
    });
  });

  it("is a signal even when it is empty, and says where defaults stand", () => {
    expect(one({})).toMatchObject({
      title: "Event from edr",
      severity: "medium",
      severityAssumed: true,
      time: receivedAt,
      timeAssumed: true,
      nativeId: null,
      confidence: null,
      ip: null,
      url: null,
      subject: { onepasswordId: null, email: null },
    });
  });

  it("is titled by its rule in words where it has no title", () => {
    expect(one({ ruleId: "auth.tokenTheft-suspected" }).title).toBe("auth token theft suspected");
  });

  it.each([
    [{ subject: { email: "a@b.io" }, user: { email: "c@d.io" } }, "a@b.io", "subject.email"],
    [{ USEREMAIL: "A@b.io" }, "a@b.io", "USEREMAIL"],
    [{ userprincipalname: "a@b.io" }, "a@b.io", "userprincipalname"],
    [{ user: "a@b.io" }, "a@b.io", "user"],
    [{ subject: "a@b.io" }, "a@b.io", "subject"],
    [{ data: { user: { email: "a@b.io" } } }, "a@b.io", "data.user.email"],
    [{ alertContext: { target_user: { email: "a@b.io" } } }, "a@b.io", "alertContext.target_user.email"],
    [{ entity: [{ kind: "host" }, { email: "a@b.io" }] }, "a@b.io", "entity[1].email"],
    [{ "user.email": "a@b.io" }, "a@b.io", "user.email"],
    [{ user_email: "unknown", actor: { alternateId: "a@b.io" } }, "a@b.io", "actor.alternateId"],
  ])("%j is about %s", (event, email, foundAt) => {
    expect(one(event).subject).toMatchObject({ email, foundAt });
  });

  it("knows 1Password's own id of a person, beside the e-mail", () => {
    const id = "IR7VJHJ36JHINBFAD7V2T5MP3E";
    expect(one({ user: { onepasswordId: id, email: "a@b.io" } }).subject).toMatchObject({
      onepasswordId: id,
      email: "a@b.io",
    });
    expect(one({ onepasswordId: id }).subject).toMatchObject({ onepasswordId: id, email: null });
    expect(one({ onepasswordId: "../../accounts" }).subject.onepasswordId).toBeNull();
  });

  it.each([
    [{ owner: { email: "analyst@b.io" } }],
    [{ assignedTo: "analyst@b.io" }],
    [{ assignee: { email: "analyst@b.io" } }],
    [{ createdBy: { user: { email: "analyst@b.io" } } }],
    [{ reporter: "analyst@b.io", requester: "analyst@b.io", approver: { email: "analyst@b.io" } }],
    [
      {
        contact: { email: "analyst@b.io" },
        comments: [{ user: { email: "analyst@b.io" } }],
        notes: "analyst@b.io",
      },
    ],
    [{ details: { owner: { email: "analyst@b.io" } } }],
    [{ title: "Login of wendy@b.io" }],
    [{ upn: "wendy_b.io#EXT#@tenant.onmicrosoft.com" }],
    [{ email: "robot@1passwordserviceaccounts.com" }],
    [{ user: { email: ["not", "addresses"] } }],
  ])("%j is about nobody", (event) => {
    expect(one(event).subject).toMatchObject({ email: null, onepasswordId: null });
  });

  it("keeps a name without a domain for the person who links it, and never as a key", () => {
    expect(one({ user: "wappleseed" }).subject).toMatchObject({ username: "wappleseed", email: null });
    expect(one({ user: { name: "Wendy Appleseed" } }).subject).toMatchObject({
      displayName: "Wendy Appleseed",
      username: null,
      foundAt: "user.name",
    });
  });

  it("gives one signal for each of several users, and none twice", () => {
    const signals = read({
      user: [{ email: "a@b.io" }, { email: "c@d.io", name: "C" }, { email: "A@B.io" }],
    });
    expect(signals.map((signal) => signal.subject.email)).toEqual(["a@b.io", "c@d.io"]);
    expect(signals[1]?.subject).toMatchObject({ displayName: "C", foundAt: "user[1].email" });
    expect(read({ user_email: ["a@b.io", "c@d.io"] })).toHaveLength(2);
  });

  it("that names more than 50 people is one list for a person to read", () => {
    const user = Array.from({ length: 51 }, (_, index) => ({ email: `p${index}@b.io` }));
    const signal = one({ title: "Mass phishing", user });
    expect(signal.subject.email).toBeNull();
    expect(signal.description).toMatch(/^Names 51 people: p0@b\.io, /);
  });

  it("is cut at 300 characters without halving one, put on one line, and made well-formed", () => {
    expect(one({ title: "x".repeat(400) }).title).toHaveLength(300);
    expect(one({ title: `${"x".repeat(299)}😀` }).title).toBe("x".repeat(299));
    expect(one({ title: "line\u0000\r\nbreak" }).title).toBe("line break");
    expect(one({ title: "half \ud83d" }).title).toBe("half \ufffd");
  });

  it("has no id where the id can't tell events apart", () => {
    expect(one({ id: "x".repeat(301) }).nativeId).toBeNull();
    expect(one(JSON.parse('{"id":12345678901234567890}')).nativeId).toBeNull();
    expect(one({ id: 42 }).nativeId).toBe("42");
  });

  it("may have any key, and changes nothing but itself", () => {
    const signal = one(
      JSON.parse(
        '{"__proto__":{"severity":"critical","isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},"title":"t"}',
      ),
    );
    expect(signal).toMatchObject({ title: "t", severity: "medium", severityAssumed: true });
    expect(Object.hasOwn(Object.prototype, "isAdmin")).toBe(false);
    expect(({} as Record<string, unknown>)["isAdmin"]).toBeUndefined();
  });

  it.each([
    [{ title: ["a", "b"], severity: ["high"], time: [1], id: { a: 1 }, user: [[["a@b.io"]]] }],
    [{ user: null, data: null, event: 5, details: "text", tags: null, rule: { id: null } }],
    [{ data: [[]], entity: [null, 3, "x"], fields: {}, confidence: {} }],
  ])("%j is no fault: what doesn't fit is left out", (event) => {
    expect(read(event).length).toBeGreaterThan(0);
  });

  it("links only to web pages, and takes only addresses for addresses", () => {
    expect(one({ url: "javascript:alert(1)" }).url).toBeNull();
    expect(one({ url: "https://user:secret@example.org/" }).url).toBeNull();
    expect(one({ ip: "not an address" }).ip).toBeNull();
    expect(one({ client: { ip: "2001:db8::1" } }).ip).toBe("2001:db8::1");
  });

  it("with an action, a user name and a description is no log of Duo's where it speaks for itself", () => {
    const event = {
      title: "Blocked",
      severity: "high",
      action: "block",
      username: "x",
      description: "d",
      email: "a@b.io",
    };
    expect(one(event)).toMatchObject({ format: "generic", title: "Blocked", subject: { email: "a@b.io" } });
  });

  it("like Okta's in its keys may name its actor by an e-mail", () => {
    const event = { eventType: "login", published: "2027-03-01T11:58:00Z", actor: { email: "a@b.io" } };
    expect(one(event).subject).toMatchObject({ email: "a@b.io", foundAt: "actor.email" });
  });

  it("within an alert may be several, about several people", () => {
    const alert = { alertId: "p-1", id: "r", severity: "HIGH", title: "t", link: "https://p.example" };
    const events = ["a@b.io", "c@d.io"].map((user_email) => ({ user_email }));
    expect(read({ ...alert, alertContext: { events } }).map(({ subject }) => subject.email)).toEqual([
      "a@b.io",
      "c@d.io",
    ]);
  });

  it("with many keys is read in time", () => {
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`k${index}`, index]));
    const start = performance.now();
    one(many);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
