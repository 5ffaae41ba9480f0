import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCheckpoint } from "./checkpoint.ts";
import { makeVkey, type NoteVerifier, openNote, parseVkey, signNote } from "./signed-note.ts";
import { anyText } from "./test-noise.ts";

// The example of Go's own package for signed notes. Its private key is published with it.
const publishedVkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const publishedKey = keyFromSeed(Buffer.from("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=", "base64"));
const publishedText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const publishedNote = `${publishedText}
— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const origin = "soc.example/countersign/log/1";
const oldKey = keyFromSeed(Buffer.alloc(32, 1));
const newKey = keyFromSeed(Buffer.alloc(32, 2));
const text = `${origin}\n18442\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n`;

function keyFromSeed(seed: Buffer): KeyObject {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function verifierOf(name: string, key: KeyObject): NoteVerifier {
  const verifier = parseVkey(makeVkey(name, key));
  if (verifier === null) throw new Error("a vkey of our own must be readable");
  return verifier;
}

test("the published note is signed byte for byte and opened with the published key", () => {
  expect(makeVkey("PeterNeumann", publishedKey)).toBe(publishedVkey);
  expect(signNote(publishedText, [{ name: "PeterNeumann", key: publishedKey }])).toBe(publishedNote);
  const verifier = parseVkey(publishedVkey);
  expect(openNote(publishedNote, verifier === null ? [] : [verifier])).toEqual({
    text: publishedText,
    signedBy: [publishedVkey],
  });
});

test("a tree head of Go's checksum database is opened with its public key", () => {
  const vkey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
  const head = "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n";
  const signature =
    "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=";
  const verifier = parseVkey(vkey);
  const opened = openNote(`${head}\n— sum.golang.org ${signature}\n`, verifier === null ? [] : [verifier]);
  expect(opened).toEqual({ text: head, signedBy: [vkey] });
  expect(parseCheckpoint(head)).toMatchObject({ origin: "go.sum database tree", size: 6_476_701 });
});

test("private and public key have the same vkey", () => {
  expect(makeVkey(origin, createPublicKey(oldKey))).toBe(makeVkey(origin, oldKey));
  expect(verifierOf(origin, oldKey)).toMatchObject({ name: origin, vkey: makeVkey(origin, oldKey) });
  expect(verifierOf(origin, oldKey).keyId).toHaveLength(4);
});

test("every single altered byte of a note is refused", () => {
  const known = [verifierOf(origin, oldKey)];
  const bytes = Buffer.from(signNote(text, [{ name: origin, key: oldKey }]));
  expect(openNote(bytes.toString(), known)).not.toBeNull();
  for (const mask of [0x01, 0x20, 0x80, 0xff]) {
    for (const [at, byte] of bytes.entries()) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(byte ^ mask, at);
      expect(openNote(altered.toString(), known), `byte ${at} xor ${mask}`).toBeNull();
    }
  }
  for (let end = 0; end < bytes.length; end += 1) {
    expect(openNote(bytes.subarray(0, end).toString(), known), `cut at ${end}`).toBeNull();
  }
});

test("a note with two signatures opens with either key, and names all that are known", () => {
  const note = signNote(text, [
    { name: origin, key: oldKey },
    { name: origin, key: newKey },
  ]);
  const [older, newer] = [verifierOf(origin, oldKey), verifierOf(origin, newKey)];
  expect(openNote(note, [older])?.signedBy).toEqual([older.vkey]);
  expect(openNote(note, [newer])?.signedBy).toEqual([newer.vkey]);
  expect(openNote(note, [newer, older])?.signedBy).toEqual([newer.vkey, older.vkey]);
  expect(openNote(note, [])).toBeNull();
  expect(openNote(note, [verifierOf("soc.example/another/log/1", oldKey)])).toBeNull();
});

test("one wrong signature of a known key refuses the note, whoever else signed it rightly", () => {
  const wrong = signNote(`another ${text}`, [{ name: origin, key: oldKey }]).split("\n\n")[1] ?? "";
  const note = signNote(text, [{ name: origin, key: newKey }]) + wrong;
  const [older, newer] = [verifierOf(origin, oldKey), verifierOf(origin, newKey)];
  expect(openNote(note, [newer])?.text).toBe(text);
  expect(openNote(note, [older, newer])).toBeNull();
  expect(openNote(note, [newer, older])).toBeNull();
});

test("a signature of another kind or length under a known name and id is a wrong one", () => {
  const known = verifierOf(origin, oldKey);
  const note = signNote(text, [{ name: origin, key: oldKey }]);
  for (const length of [1, 63, 65]) {
    const signature = Buffer.concat([known.keyId, Buffer.alloc(length)]).toString("base64");
    expect(openNote(`${note}— ${origin} ${signature}\n`, [known])).toBeNull();
  }
});

test("signatures by others are passed over, so a witness may add its own", () => {
  const known = verifierOf(origin, oldKey);
  const note = signNote(text, [{ name: origin, key: oldKey }]);
  const others = Array.from({ length: 15 }, (_, index) => `— witness${index}.example AAAAAAA=\n`).join("");
  expect(openNote(note + others, [known])).toEqual({ text, signedBy: [known.vkey] });
  const stranger = `— ${origin} ${Buffer.concat([Buffer.from("00000000", "hex"), Buffer.alloc(64)]).toString("base64")}\n`;
  expect(openNote(note + stranger, [known])?.signedBy).toEqual([known.vkey]);
});

test("a note holds a hundred signatures and no more", () => {
  const known = verifierOf(origin, oldKey);
  const note = signNote(text, [{ name: origin, key: oldKey }]);
  const other = "— other.example AAAAAAA=\n";
  expect(openNote(note + other.repeat(99), [known])?.text).toBe(text);
  expect(openNote(note + other.repeat(100), [known])).toBeNull();
});

test("a signature over nothing doesn't make a note of a line without text", () => {
  const known = verifierOf(origin, oldKey);
  const signature = Buffer.concat([known.keyId, sign(null, Buffer.alloc(0), oldKey)]).toString("base64");
  for (const before of ["", "x", "\n"]) {
    expect(openNote(`${before}— ${origin} ${signature}\n`, [known])).toBeNull();
  }
});

test("malformed notes are no notes, and nothing throws", () => {
  const known = [verifierOf(origin, oldKey)];
  const note = signNote(text, [{ name: origin, key: oldKey }]);
  const [, line = ""] = note.split("\n\n");
  const malformed = {
    empty: "",
    "no signature": `${text}\n`,
    "no text": line,
    "no blank line": text + line,
    "no newline at the end": note.slice(0, -1),
    "a blank line at the end": `${note}\n`,
    "carriage returns": note.replaceAll("\n", "\r\n"),
    "a hyphen for the dash": note.replace("—", "-"),
    "an en dash for the em dash": note.replace("—", "–"),
    "two spaces": note.replace("— ", "—  "),
    "a space at the end": note.replace(/\n$/, " \n"),
    "no padding": note.replace(/=+\n$/, "\n"),
    "stray bits": note.replace(/.=\n$/, (end) => `${end.startsWith("9") ? "8" : "9"}=\n`),
    "the URL alphabet": `${note}— other.example AAAAAA-_\n`,
    "a signature that is only a key id": `${note}— other.example AAAAAA==\n`,
    "a name with a plus": `${note}— other+example AAAAAAA=\n`,
    "a name with a hard space": `${note}— other\u00a0example AAAAAAA=\n`,
    "a signature without a name": `${note}—  AAAAAAA=\n`,
    "a tab": note.replace("18442", "18442\t"),
    "a null": `\u0000${note}`,
    "a lone surrogate": `\ud800${note}`,
    "a mark before it": `\ufeff${note}`,
    "too long": "a".repeat(1_000_000) + note,
  };
  for (const [name, wrong] of Object.entries(malformed)) expect(openNote(wrong, known), name).toBeNull();
  fc.assert(
    fc.property(anyText, fc.nat(note.length), (noise, at) => {
      expect(openNote(noise, known)).toBeNull();
      fc.pre(noise !== "");
      expect(openNote(note.slice(0, at) + noise + note.slice(at), known)?.text ?? text).toBe(text);
    }),
  );
});

test("any text that ends in a newline comes back as it was signed", () => {
  const known = verifierOf(origin, oldKey);
  const line = fc.string({ unit: fc.constantFrom("a", " ", "\n", "—", "é", "🔑", "=") });
  fc.assert(
    fc.property(line, (words) => {
      const note = signNote(`${words}\n`, [{ name: origin, key: oldKey }]);
      expect(openNote(note, [known])).toEqual({ text: `${words}\n`, signedBy: [known.vkey] });
    }),
  );
});

test("what can't stand in a note isn't signed", () => {
  const signer = { name: origin, key: oldKey };
  for (const bad of ["", "no newline", "a\r\n", "a\tb\n", "\u0000\n", "\ud800\n"]) {
    expect(() => signNote(bad, [signer]), JSON.stringify(bad)).toThrow(TypeError);
  }
  expect(() => signNote(text, [])).toThrow(TypeError);
  expect(() => signNote(text, [signer, signer])).toThrow(TypeError);
  for (const name of ["", "a b", "a+b", "a\nb", "a\u2003b", "a\u0001b", "\ud800"]) {
    expect(() => signNote(text, [{ name, key: oldKey }]), JSON.stringify(name)).toThrow(TypeError);
    expect(() => makeVkey(name, oldKey), JSON.stringify(name)).toThrow(TypeError);
  }
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  expect(() => signNote(text, [{ name: origin, key: other }])).toThrow(TypeError);
  expect(() => makeVkey(origin, other)).toThrow(TypeError);
});

test("a vkey in which anything was altered or left out isn't one", () => {
  const ends = Array.from(publishedVkey, (_, at) => at);
  const parts = ends.flatMap((start) => ends.map((end) => publishedVkey.slice(start, end + 1)));
  expect(parts.filter((part) => parseVkey(part) !== null)).toEqual([publishedVkey]);
  for (let at = 0; at < publishedVkey.length; at += 1) {
    const next = String.fromCharCode(publishedVkey.charCodeAt(at) + 1);
    const altered = publishedVkey.slice(0, at) + next + publishedVkey.slice(at + 1);
    expect(parseVkey(altered), altered).toBeNull();
  }
  // The key ids of these two fit, so that only the length and the type are wrong.
  expect(parseVkey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")).toBeNull();
  expect(parseVkey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")).toBeNull();
  expect(parseVkey(publishedVkey.replace("c74f20a3", "C74F20A3"))).toBeNull();
  expect(parseVkey(`${publishedVkey}\n`)).toBeNull();
});

test("32 bytes that are no point of the curve verify nothing and throw nothing", () => {
  const note = signNote(text, [{ name: origin, key: oldKey }]);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (raw) => {
      const jwk = { kty: "OKP", crv: "Ed25519", x: Buffer.from(raw).toString("base64url") };
      const publicKey = createPublicKey({ format: "jwk", key: jwk });
      // Under the right name and id, so that the signature is really tried.
      expect(openNote(note, [{ ...verifierOf(origin, oldKey), publicKey }])).toBeNull();
      expect(parseVkey(makeVkey(origin, publicKey))?.name).toBe(origin);
    }),
  );
});
