import { expect, test } from "vitest";
import { changedColumns } from "./changed-columns.ts";

const at = (ms: number) => new Date(ms);

test("only columns that changed are written", () => {
  const before = { id: "1", status: "pending", version: 1, endedAt: null as Date | null };
  expect(changedColumns(before, { ...before, status: "approved", version: 2 })).toEqual({
    status: "approved",
    version: 2,
  });
});

test("a moment is the same by its time, bytes by their content", () => {
  const before = { at: at(5), raw: Buffer.from("a") };
  expect(changedColumns(before, { at: at(5), raw: Buffer.from("a") })).toEqual({});
  expect(changedColumns(before, { at: at(6), raw: Buffer.from("b") })).toEqual({
    at: at(6),
    raw: Buffer.from("b"),
  });
});

test("a column that becomes empty is written, and one that was empty", () => {
  expect(changedColumns<{ at: Date | null }>({ at: at(5) }, { at: null })).toEqual({ at: null });
  expect(changedColumns<{ at: Date | null }>({ at: null }, { at: at(5) })).toEqual({ at: at(5) });
});
