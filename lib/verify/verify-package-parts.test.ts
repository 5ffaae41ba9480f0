import { describe, expect, test } from "vitest";
import type { PackageOptions } from "./test-package.ts";
import { chain, edited, json, listIn, place, verify } from "./test-package-edits.ts";
import { first } from "./test-verify.ts";

describe("whoever discloses or declares wrongly with the key is found", () => {
  test.each<[string, Partial<PackageOptions>, object]>([
    [
      "a text changed",
      json("disclosure.json", (value) =>
        Object.assign(listIn(value, "parts")[1] ?? {}, { text: "no reason" }),
      ),
      { kind: "disclosure", ...place(3) },
    ],
    [
      "a text for a key that was destroyed",
      json("disclosure.json", (value) => Object.assign(listIn(value, "parts")[1] ?? {}, { key: null })),
      { kind: "disclosure", ...place(3) },
    ],
    [
      "a part left out",
      json("disclosure.json", (value) => listIn(value, "parts").splice(1, 1)),
      { kind: "disclosure", ...place(3) },
    ],
    [
      "a part too many",
      json("disclosure.json", (value) => listIn(value, "parts").push(listIn(value, "parts")[0] ?? {})),
      { kind: "disclosure" },
    ],
    [
      "parts in another order",
      json("disclosure.json", (value) => listIn(value, "parts").reverse()),
      { kind: "disclosure", ...place(1) },
    ],
    [
      "another installation",
      { manifest: (value) => ({ ...value, installationId: "installation-2" }) },
      { kind: "disclosure", ...place(1) },
    ],
    [
      "another payload",
      json("request.json", (value) => Object.assign(listIn(value, "requests")[0] ?? {}, { payload: "e30=" })),
      { kind: "disclosure", chain },
    ],
    [
      "another digest",
      json("request.json", (value) =>
        Object.assign(listIn(value, "requests")[0] ?? {}, { payload: null, digest: "ab".repeat(32) }),
      ),
      { kind: "disclosure", chain },
    ],
    [
      "a request of nobody",
      json("request.json", (value) =>
        listIn(value, "requests").push({ key: "REQ-9", digest: "", payload: null }),
      ),
      { kind: "disclosure" },
    ],
    [
      "another raw signal",
      edited(`signals/signal-${chain}.raw`, () => "{}"),
      { kind: "disclosure", ...place(1) },
    ],
    [
      "another raw signal with its digest",
      {
        change: (files) => {
          const sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
          files.set(`signals/signal-${chain}.raw`, Buffer.from("{}"));
          json("signals/index.json", (value) =>
            Object.assign(listIn(value, "signals")[0] ?? {}, { rawSha256: sha256 }),
          ).change(files);
        },
      },
      { kind: "disclosure", ...place(1) },
    ],
    [
      "a signal of no entry",
      json("signals/index.json", (value) =>
        listIn(value, "signals").push({ ...listIn(value, "signals")[0], id: "x" }),
      ),
      { kind: "disclosure" },
    ],
    ["no disclosure at all", edited("disclosure.json", () => "{}\n"), { kind: "disclosure" }],
    ["another count", { manifest: (value) => ({ ...value, entries: 11 }) }, { kind: "package_file" }],
    [
      "other chains",
      { manifest: (value) => ({ ...value, chains: [{ key: chain, first: 1, last: 9 }] }) },
      { kind: "package_file" },
    ],
    ["another case", { manifest: (value) => ({ ...value, case: "IR-1002" }) }, { kind: "package_file" }],
    ["no case", { manifest: (value) => ({ ...value, case: null }) }, { kind: "package_file" }],
    [
      "another kind",
      { manifest: (value) => ({ ...value, kind: "all" }) },
      { kind: "tree_leaf", ...place(2) },
    ],
    ["another size", { manifest: (value) => ({ ...value, size: 81 }) }, { kind: "package_file" }],
    ["another epoch", { manifest: (value) => ({ ...value, epoch: 2 }) }, { kind: "package_file" }],
    [
      "another origin",
      { manifest: (value) => ({ ...value, origin: "other.example/log/1" }) },
      { kind: "package_file" },
    ],
    ["a field more", { manifest: (value) => ({ ...value, more: 1 }) }, { kind: "package_file" }],
    [
      "a file listed twice",
      {
        manifest: (value) => ({
          ...value,
          files: [listIn(value, "files")[0] ?? {}, ...listIn(value, "files")],
        }),
      },
      { kind: "package_file" },
    ],
    [
      "a file outside",
      {
        manifest: (value) => ({
          ...value,
          files: [{ path: "../x", sha256: "", bytes: 0 }, ...listIn(value, "files")],
        }),
      },
      { kind: "package_file" },
    ],
    [
      "a file that isn't listed",
      {
        manifest: (value) => ({
          ...value,
          files: listIn(value, "files").filter((one) => one["path"] !== "policy.txt"),
        }),
      },
      { kind: "package_file" },
    ],
  ])("%s", async (_, options, found) => {
    const answer = await verify(options);
    expect(first(answer)).toMatchObject(found);
    expect(answer.lines.join("\n")).not.toMatch(/\n\s+at |undefined|\[object/);
  });
});
