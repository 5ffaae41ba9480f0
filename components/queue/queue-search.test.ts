import { expect, it } from "vitest";

import { queueHref } from "./queue-address.ts";
import { queueQueryOf, readQueueSearch } from "./queue-search.ts";

const read = (query: string) => readQueueSearch(new URLSearchParams(query));

it("the plain queue holds every open case that is more than informational", () => {
  const { statuses, severities, owner } = queueQueryOf(read(""));
  expect(statuses).not.toContain("closed");
  expect(severities).toEqual(["low", "medium", "high", "critical"]);
  expect(owner).toBe("anybody");
});

it("a status that is asked for counts over the view's own", () => {
  expect(queueQueryOf(read("status=closed")).statuses).toEqual(["closed"]);
  expect(queueQueryOf(read("view=mine&severity=informational,high")).severities).toEqual([
    "informational",
    "high",
  ]);
});

it("what isn't ours in an old link counts as absent", () => {
  expect(read("view=vip&status=open,closed,closed&severity=&at=%3Cscript%3E")).toEqual({
    view: "open",
    statuses: ["closed"],
    severities: [],
    q: "",
    trail: [],
  });
});

it("an address leads back to the state that it was made of", () => {
  const search = read("view=all&status=new,triage&severity=critical&q=wendy+a&at=abc.def");
  const href = queueHref(search, { trail: search.trail });
  expect(href).toBe("/cases?view=all&status=new,triage&severity=critical&q=wendy+a&at=abc.def");
  expect(read(href.slice(href.indexOf("?")))).toEqual(search);
});

it("any change of a filter leads to the first page", () => {
  expect(queueHref(read("at=abc"), { q: "x" })).toBe("/cases?q=x");
});
