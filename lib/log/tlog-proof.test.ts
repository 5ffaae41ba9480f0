import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { inclusionProof, verifyInclusion } from "./merkle-proofs.ts";
import { makeVkey, openNote, parseVkey, signNote } from "./signed-note.ts";
import { anyText } from "./test-noise.ts";
import { growTree, testLeaves } from "./test-tree.ts";
import { formatTlogProof, parseTlogProof } from "./tlog-proof.ts";

const origin = "soc.example/countersign/log/1";
const key = generateKeyPairSync("ed25519").privateKey;
const tree = growTree(testLeaves(13));
const checkpoint = signNote(formatCheckpoint({ origin, size: 13, root: tree.root }), [{ name: origin, key }]);
const proof = await inclusionProof({ index: 5, size: 13, readNode: tree.readNode });
const extra = new TextEncoder().encode("case CS-1, entry 5");

test("a proof written and read again proves its entry, with nothing but the log's key", () => {
  const read = parseTlogProof(formatTlogProof({ index: 5, proof, checkpoint }));
  const verifier = parseVkey(makeVkey(origin, key));
  const opened = openNote(read?.checkpoint ?? "", verifier === null ? [] : [verifier]);
  const head = parseCheckpoint(opened?.text ?? "");
  expect(head?.origin).toBe(origin);
  const claim = { index: read?.index ?? -1, proof: read?.proof ?? [], ...(head ?? { size: 0, root: "" }) };
  expect(verifyInclusion({ leafHash: tree.leaves[5] ?? "", ...claim })).toBe(true);
  expect(verifyInclusion({ leafHash: tree.leaves[6] ?? "", ...claim })).toBe(false);
});

test("the lines stand as the specification has them", () => {
  const base64 = proof.map((hash) => Buffer.from(hash, "hex").toString("base64"));
  const lines = ["index 5", ...base64, "", checkpoint].join("\n");
  expect(formatTlogProof({ index: 5, proof, checkpoint })).toBe(`c2sp.org/tlog-proof@v1\n${lines}`);
  expect(formatTlogProof({ index: 5, proof, checkpoint, extra })).toBe(
    `c2sp.org/tlog-proof@v1\nextra Y2FzZSBDUy0xLCBlbnRyeSA1\n${lines}`,
  );
  expect(formatTlogProof({ index: 0, proof: [], checkpoint, extra: new Uint8Array() })).toBe(
    `c2sp.org/tlog-proof@v1\nindex 0\n\n${checkpoint}`,
  );
});

test("what is written is read back", () => {
  expect(parseTlogProof(formatTlogProof({ index: 0, proof: [], checkpoint }))).toEqual({
    index: 0,
    proof: [],
    checkpoint,
  });
  const read = parseTlogProof(formatTlogProof({ index: 5, proof, checkpoint, extra }));
  expect(read).toMatchObject({ index: 5, proof, checkpoint });
  expect(Buffer.from(read?.extra ?? []).equals(extra)).toBe(true);
  const longest = Array.from({ length: 53 }, () => tree.root);
  expect(parseTlogProof(formatTlogProof({ index: 0, proof: longest, checkpoint }))?.proof).toEqual(longest);
});

test("a proof has one form: whatever is read is written the same again", () => {
  const whole = formatTlogProof({ index: 5, proof, checkpoint, extra });
  const added = fc.constantFrom("", "0", " ", "\n", "=", "-", "a", "\r", "index 5\n", "extra \n");
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(50), added, (at, cut, insertion) => {
      const text = whole.slice(0, at) + insertion + whole.slice(at + cut);
      const read = parseTlogProof(text);
      expect(read === null ? text : formatTlogProof(read)).toBe(text);
    }),
    { numRuns: 3_000 },
  );
});

test("malformed proofs are none, and nothing throws", () => {
  const whole = formatTlogProof({ index: 5, proof, checkpoint, extra });
  const malformed = {
    empty: "",
    "another header": whole.replace("@v1", "@v2"),
    "no header": whole.slice(whole.indexOf("\n") + 1),
    "no index": whole.replace("index 5\n", ""),
    "a negative index": whole.replace("index 5", "index -1"),
    "an index with a leading zero": whole.replace("index 5", "index 05"),
    "an index that isn't a number": whole.replace("index 5", "index five"),
    "an index too large to be counted exactly": whole.replace("index 5", "index 9007199254740993"),
    "no extra after its word": whole.replace(/extra .*\n/, "extra \n"),
    "extra that isn't base64": whole.replace(/extra .*\n/, "extra !!!!\n"),
    "extra twice": whole.replace("extra", "extra AAAA\nextra"),
    "extra after the index": formatTlogProof({ index: 5, proof, checkpoint }).replace(
      "5\n",
      "5\nextra AAAA\n",
    ),
    "a short hash": whole.replace("index 5\n", "index 5\nAAAA\n"),
    "too many hashes": whole.replace("index 5\n", `index 5\n${`${"A".repeat(43)}=\n`.repeat(50)}`),
    "no checkpoint": whole.slice(0, whole.indexOf("\n\n") + 2),
    "a checkpoint without signatures": whole.slice(0, whole.lastIndexOf("\n\n") + 1),
    "no newline at the end": whole.slice(0, -1),
    "carriage returns": whole.replaceAll("\n", "\r\n"),
  };
  for (const [name, text] of Object.entries(malformed)) expect(parseTlogProof(text), name).toBeNull();
  fc.assert(
    fc.property(anyText, (noise) => {
      expect(parseTlogProof(noise)).toBeNull();
      expect(parseTlogProof(`c2sp.org/tlog-proof@v1\n${noise}`)).toBeNull();
    }),
  );
});

test("what can't stand in a proof isn't written", () => {
  const right = { index: 5, proof, checkpoint };
  const wrong = [
    { index: -1 },
    { index: -0 },
    { index: 2 ** 53 },
    { proof: ["00"] },
    { proof: [(proof[0] ?? "").toUpperCase()] },
    { proof: Array.from({ length: 54 }, () => "0".repeat(64)) },
    { checkpoint: "" },
    { checkpoint: "without signatures\n" },
    { checkpoint: checkpoint.slice(0, -1) },
  ];
  for (const change of wrong) {
    expect(() => formatTlogProof({ ...right, ...change }), JSON.stringify(change)).toThrow(TypeError);
  }
});
