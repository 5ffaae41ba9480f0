import { describe, expect, it } from "vitest";
import { readFor, type Row, tableOf } from "./test-fixtures.ts";

const rows: Row[] = [
  [
    "is about its user, with the vault in its title",
    {
      who: "TARGETTARGETTARGETTARGETT2",
      format: "onepassword.item_usage",
      ruleId: "onepassword.item.reveal",
      title: "Secret of an item revealed, vault vaultvaultvaultvaultvault2",
      severity: "informational",
      nativeId: "I0000000000000000000000001",
      ip: "198.51.100.61",
      description: "From Porto, Portugal · 1Password CLI",
    },
  ],
  [
    "of an old record has no action, and ids from a test",
    { who: "pia.holm@acme.example", ruleId: "onepassword.item.used", time: "2026-11-20T15:02:00.000Z" },
  ],
];

describe("an item usage of 1Password", () => {
  it.each(tableOf("onepassword-item", rows))("%s", (_, event, expected) => {
    expect(readFor(event, expected)).toEqual(expected);
  });
});
