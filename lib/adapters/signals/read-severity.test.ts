import { describe, expect, it } from "vitest";
import { readConfidence, readSeverity } from "./read-severity.ts";

describe("severity", () => {
  it.each([
    [{ severity: "INFO" }, "informational"],
    [{ severity: "Moderate" }, "medium"],
    [{ severity: "warn" }, "medium"],
    [{ Severity: "severe" }, "high"],
    [{ severity: "FATAL" }, "critical"],
    [{ priority: "P1" }, "critical"],
    [{ priority: "p5" }, "informational"],
    [{ severity_id: 1 }, "informational"],
    [{ severity_id: 6 }, "critical"],
    [{ level: "error" }, "high"],
    [{ risk_score: 0 }, "low"],
    [{ risk_score: 21 }, "low"],
    [{ risk_score: 22 }, "medium"],
    [{ risk_score: "47" }, "medium"],
    [{ risk_score: 73 }, "high"],
    [{ risk_score: 73.5 }, "critical"],
    [{ risk_score: 100 }, "critical"],
    [{ severity: "unheard of", risk_level: "low" }, "low"],
    [{ data: { severity: "high" } }, "high"],
    [{ severity: "low", data: { severity: "high" } }, "low"],
  ] as const)("of %j is %s", (event, expected) => {
    expect(readSeverity(event)).toBe(expected);
  });

  it.each([
    [{}],
    [{ severity: 7 }],
    [{ severity: "3" }],
    [{ level: 4 }],
    [{ score: 99 }],
    [{ severity_id: 0 }],
    [{ severity_id: 99 }],
    [{ risk_score: 101 }],
    [{ risk_score: -1 }],
    [{ severity: { label: "high" } }],
    [{ severity: "__proto__" }],
    [{ severity: "constructor" }],
  ])("of %j is not stated: a number counts only where its field names the scale", (event) => {
    expect(readSeverity(event)).toBeNull();
  });
});

describe("confidence", () => {
  it.each([
    ["low", 25],
    ["Medium", 50],
    ["HIGH", 75],
    [0, 0],
    [87.5, 88],
    ["90", 90],
    [100, 100],
    [0.9, null],
    [101, null],
    [-5, null],
    ["sure", null],
    [null, null],
  ])("of %s is %s", (value, expected) => {
    expect(readConfidence(value)).toBe(expected);
  });
});
