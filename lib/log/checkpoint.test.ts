import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { emptyRoot } from "./merkle.ts";
import { anyText } from "./test-noise.ts";

// The example of the specification.
const specified = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const checkpoint = {
  origin: "example.com/behind-the-sofa",
  size: 20_852_163,
  root: "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62",
};

test("the specification's example is read and written as it stands there", () => {
  expect(parseCheckpoint(specified)).toEqual(checkpoint);
  expect(formatCheckpoint(checkpoint)).toBe(specified);
});

test("what is written is read back, up to the largest safe size", () => {
  for (const size of [0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const written = { origin: "soc.example/countersign/log/1", size, root: emptyRoot };
    expect(parseCheckpoint(formatCheckpoint(written))).toEqual(written);
  }
});

test("a checkpoint has one form: whatever is read is written the same again", () => {
  fc.assert(
    fc.property(
      fc.nat(specified.length),
      fc.nat(2),
      fc.constantFrom("", "0", " ", "\n", "=", "-", "+", "a", "\r"),
      (at, cut, added) => {
        const text = specified.slice(0, at) + added + specified.slice(at + cut);
        const read = parseCheckpoint(text);
        expect(read === null ? text : formatCheckpoint(read)).toBe(text);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("malformed checkpoints are none, and nothing throws", () => {
  const [origin = "", size = "", root = ""] = specified.split("\n");
  const malformed = {
    empty: "",
    "no newline at the end": `${origin}\n${size}\n${root}`,
    "no root": `${origin}\n${size}\n`,
    "no origin": `\n${size}\n${root}\n`,
    "an extension line": `${specified}extension\n`,
    "a blank line": `${specified}\n`,
    "a leading zero": `${origin}\n0${size}\n${root}\n`,
    "a sign": `${origin}\n+${size}\n${root}\n`,
    "a negative size": `${origin}\n-1\n${root}\n`,
    "a size in another base": `${origin}\n0x10\n${root}\n`,
    "a size with an exponent": `${origin}\n1e3\n${root}\n`,
    "a fraction": `${origin}\n1.0\n${root}\n`,
    "no size": `${origin}\n\n${root}\n`,
    "a size that can't be counted exactly": `${origin}\n9007199254740992\n${root}\n`,
    "a short root": `${origin}\n${size}\n${root.slice(4)}\n`,
    "a long root": `${origin}\n${size}\nAAAA${root}\n`,
    "a root without padding": `${origin}\n${size}\n${root.slice(0, -1)}\n`,
    "a root with stray bits": `${origin}\n${size}\n${root.replace("I=", "J=")}\n`,
    "a root in hex": `${origin}\n${size}\n${checkpoint.root}\n`,
    "carriage returns": specified.replaceAll("\n", "\r\n"),
    "a lone surrogate": `\ud800${specified}`,
  };
  for (const [name, text] of Object.entries(malformed)) expect(parseCheckpoint(text), name).toBeNull();
  fc.assert(
    fc.property(anyText, (noise) => {
      expect(parseCheckpoint(noise)).toBeNull();
    }),
  );
});

test("what can't stand in a checkpoint isn't written", () => {
  const wrong = [
    { origin: "" },
    { origin: "a\nb" },
    { origin: "\ud800" },
    { size: -1 },
    { size: -0 },
    { size: 0.5 },
    { size: 2 ** 53 },
    { root: "" },
    { root: checkpoint.root.toUpperCase() },
  ];
  for (const change of wrong) {
    expect(() => formatCheckpoint({ ...checkpoint, ...change }), JSON.stringify(change)).toThrow(TypeError);
  }
});
