import { expect, test } from "vitest";
import type { Viewer } from "#components/request/acting.tsx";
import type { CaseView } from "#lib/domain/views/case-view.ts";
import { nextStep } from "./find-next-step.ts";

const viewer = { canWork: true } as Viewer;
const titleOf = (unlinked: boolean) =>
  nextStep({
    view: { status: "new", owner: null, requests: [], correlation: { unlinked } } as unknown as CaseView,
    state: "UNKNOWN",
    open: null,
    viewer,
  })?.title;

test("of a case that is linked to nobody there is no state to read: first somebody finds out who it is", () => {
  expect(titleOf(true)).toBe("Find out who this is");
  expect(titleOf(false)).toBe("Read the person’s state");
});
