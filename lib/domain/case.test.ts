import { expect, test } from "vitest";
import { caseStatusAfterRequest } from "./case.ts";
import { RequestStatus } from "./request.ts";

const after = (status: RequestStatus, given: Partial<Parameters<typeof caseStatusAfterRequest>[0]> = {}) =>
  caseStatusAfterRequest({ current: "triage", action: "suspend", status, wasContained: false, ...given });

test("a case is contained only after a suspension succeeded", () => {
  const contained = RequestStatus.options.filter((status) => after(status) === "contained");
  expect(contained).toEqual(["succeeded"]);
});

test("a suspension that came to nothing puts the case back where it was", () => {
  for (const status of ["denied", "withdrawn", "expired", "stale", "refused", "failed"] as const) {
    expect(after(status, { current: "awaiting_approval" })).toBe("triage");
    expect(after(status, { current: "recovering", action: "reactivate", wasContained: true })).toBe(
      "contained",
    );
  }
});

test("a closed case stays closed, whatever still happens to its requests", () => {
  for (const status of RequestStatus.options) expect(after(status, { current: "closed" })).toBe("closed");
});
