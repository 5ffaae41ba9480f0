import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import { DomainError } from "#lib/domain/errors.ts";
import type { Action } from "#lib/domain/directory.ts";
import { previewRequest } from "./preview-request.ts";
import { requestAction } from "./request-action.ts";
import { openScene, wendy } from "./test-scene.ts";

type Scene = Awaited<ReturnType<typeof openScene>>;

/** The words of the refusal, or null where the request was made. */
async function submit(scene: Scene, caseKey: string, action: Action): Promise<string | null> {
  try {
    await requestAction(scene.services, scene.ana, {
      caseKey,
      action,
      reason: "Token used from two countries",
      causes: [],
      idempotencyKey: uuidv7(),
    });
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

async function openCase(scene: Scene): Promise<string> {
  return (await scene.signal(wendy)).caseKey ?? "";
}

test("a preview whose gates hold is a request that can be made, and it makes none itself", async () => {
  const scene = await openScene();
  const caseKey = await openCase(scene);
  const before = await scene.types(caseKey);
  const preview = await previewRequest(scene.services, scene.ana, { caseKey, action: "suspend" });
  expect(preview).toMatchObject({ blocked: false, reading: { ok: true } });
  expect(preview.eligibleApprovers).toEqual(["Ines Lindqvist", "Ivo Marek"]);
  expect(await scene.types(caseKey)).toEqual(before);
  expect(await submit(scene, caseKey, "suspend")).toBeNull();
});

test("a gate fails with the words that submitting would be refused with", async () => {
  const scene = await openScene();
  const caseKey = await openCase(scene);
  const preview = await previewRequest(scene.services, scene.ana, { caseKey, action: "reactivate" });
  const words = preview.gates.find((gate) => gate.state === "failed")?.text;
  const refusal = await submit(scene, caseKey, "reactivate");
  // The two were read at different moments, which is all that may differ.
  const timeless = (text: string | null | undefined) => text?.replace(/\d{4}-\S+Z/u, "then");
  expect(timeless(words)).toBe(timeless(refusal));
  expect(preview.blocked).toBe(true);
});

test("an open request blocks a second one before anybody writes it", async () => {
  const scene = await openScene();
  const request = await scene.ask(scene.ana, wendy);
  const preview = await previewRequest(scene.services, scene.ana, {
    caseKey: request.caseKey,
    action: "suspend",
  });
  expect(preview.gates.filter((gate) => gate.state === "failed").map((gate) => gate.text)).toEqual([
    expect.stringContaining(request.key),
  ]);
});

test("what 1Password didn't return is no ground for a request", async () => {
  const scene = await openScene();
  const caseKey = await openCase(scene);
  await scene.control("/faults", [{ fault: "status", args: { code: 403 }, match: { times: "always" } }]);
  await scene.pass(10_000);
  const preview = await previewRequest(scene.services, scene.ana, { caseKey, action: "suspend" });
  expect(preview).toMatchObject({ blocked: true, reading: { ok: false, lastKnown: { state: "ACTIVE" } } });
});

test("an auditor gets no preview: nobody who may not ask is led to a form", async () => {
  const scene = await openScene();
  const caseKey = await openCase(scene);
  const auditor = await scene.person("Aud Chen", ["auditor"]);
  await expect(previewRequest(scene.services, auditor, { caseKey, action: "suspend" })).rejects.toMatchObject(
    { code: "role_missing" },
  );
});
