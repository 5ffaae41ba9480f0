import { expect, test } from "vitest";
import { DomainError } from "#lib/domain/errors.ts";
import { LogFault, SignerBusy } from "#lib/ports/seal.ts";
import { Conflict } from "#lib/ports/store.ts";

/** The module once more, as the build makes one for the start, one for routes and one for pages. */
async function copyOf<Module>(path: string): Promise<Module> {
  return (await import(/* @vite-ignore */ `${path}?copy`)) as Module;
}

test("an error that another copy of the module throws is recognised", async () => {
  const errors = await copyOf<typeof import("#lib/domain/errors.ts")>("./errors.ts");
  const store = await copyOf<typeof import("#lib/ports/store.ts")>("../ports/store.ts");
  const seal = await copyOf<typeof import("#lib/ports/seal.ts")>("../ports/seal.ts");
  expect(store.Conflict).not.toBe(Conflict);
  expect(new store.Conflict("case")).toBeInstanceOf(Conflict);
  expect(new errors.DomainError("reason_missing")).toBeInstanceOf(DomainError);
  expect(new seal.LogFault("older")).toBeInstanceOf(LogFault);
  expect(new seal.SignerBusy("busy")).toBeInstanceOf(SignerBusy);
});

test("an error of another kind isn't, nor is what is no error", () => {
  expect(new Conflict("case")).not.toBeInstanceOf(DomainError);
  expect(new Error("conflict: case")).not.toBeInstanceOf(Conflict);
  for (const value of [null, undefined, "conflict", { name: "Conflict" }]) {
    expect(value instanceof Conflict).toBe(false);
  }
});
