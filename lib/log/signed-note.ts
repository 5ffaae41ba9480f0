import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { fromBase64, toBase64 } from "./base64.ts";

/* Signed notes (https://c2sp.org/signed-note) with Ed25519 signatures, type 0x01. */

/** Who signs: an Ed25519 private key under the name by which others know it. */
export interface NoteSigner {
  name: string;
  key: KeyObject;
}

/** Whose signature is known: read from its `vkey` by `parseVkey`. `keyId` has 4 bytes. */
export interface NoteVerifier {
  name: string;
  keyId: Uint8Array;
  publicKey: KeyObject;
  vkey: string;
}

const ed25519Type = 0x01;
const publicKeyBytes = 32;
const keyIdBytes = 4;
const signatureBytes = 64;
// The format asks for 16 signatures at least. Both limits only bound the work that a stranger's note can cause.
const maxSignatures = 100;
const maxNoteLength = 1_000_000;

/**
 * The public key as text: `name+hex(key id)+base64(0x01 ‖ public key)`. Takes the private or the public Ed25519 key.
 * Throws `TypeError` for another kind of key, and for a name that is empty or has blanks, plus signs or control
 * characters.
 */
export function makeVkey(name: string, key: KeyObject): string {
  requireKeyName(name);
  const raw = rawPublicKey(key);
  return `${name}+${keyIdOf(name, raw).toString("hex")}+${toBase64(typedKey(raw))}`;
}

/** SHA-256 of the 32 bytes of a public key, lower-case hex: short enough to be compared by voice. */
export function publicKeyFingerprint(key: KeyObject): string {
  return createHash("sha256").update(rawPublicKey(key)).digest("hex");
}

/** Reads a vkey, or null unless it is well formed, of type Ed25519, and carries the key id of its own key. */
export function parseVkey(vkey: string): NoteVerifier | null {
  const [name, id] = vkey.split("+", 2);
  if (name === undefined || id === undefined || !isKeyName(name)) return null;
  // The base64 may contain a plus too.
  const typed = fromBase64(vkey.slice(name.length + id.length + 2));
  if (typed === null || typed.length !== 1 + publicKeyBytes || typed[0] !== ed25519Type) return null;
  const raw = typed.subarray(1);
  const keyId = keyIdOf(name, raw);
  if (id !== keyId.toString("hex")) return null;
  const jwk = { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") };
  return { name, keyId, publicKey: createPublicKey({ format: "jwk", key: jwk }), vkey };
}

/**
 * Signs a text with each of the keys, in their order: several while a key is being replaced. Throws `TypeError` for a
 * text that can't stand in a note (it has to end in a newline and holds no other control character), without signers,
 * and for two signatures by one key.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text)) throw new TypeError("not a text that can be signed as a note");
  if (signers.length === 0) throw new TypeError("a note without signatures");
  const bytes = Buffer.from(text, "utf8");
  const lines = signers.map(({ name, key }) => {
    requireKeyName(name);
    const signature = Buffer.concat([keyIdOf(name, rawPublicKey(key)), sign(null, bytes, key)]);
    return `— ${name} ${toBase64(signature)}\n`;
  });
  if (new Set(lines).size < lines.length) throw new TypeError("two signatures by one key");
  return `${text}\n${lines.join("")}`;
}

/**
 * The text of a note and the vkeys of those who signed it, each once, in the order of `verifiers`. Null unless the note
 * is well formed, at least one of `verifiers` signed it, and no signature under the name and key id of one of them is
 * wrong. Signatures by others are passed over, as the format demands. It never throws.
 */
export function openNote(
  note: string,
  verifiers: readonly NoteVerifier[],
): { text: string; signedBy: string[] } | null {
  const parts = splitNote(note);
  if (parts === null) return null;
  const bytes = Buffer.from(parts.text, "utf8");
  const signedBy = new Set<string>();
  for (const { name, keyId, signature } of parts.signatures) {
    for (const known of verifiers) {
      if (known.name !== name || !keyId.equals(known.keyId)) continue;
      if (signature.length !== signatureBytes || !verify(null, bytes, known.publicKey, signature))
        return null;
      signedBy.add(known.vkey);
    }
  }
  if (signedBy.size === 0) return null;
  const inOrder = verifiers.map(({ vkey }) => vkey).filter((vkey) => signedBy.has(vkey));
  return { text: parts.text, signedBy: [...new Set(inOrder)] };
}

interface NoteSignature {
  name: string;
  keyId: Buffer;
  signature: Buffer;
}

function splitNote(note: string): { text: string; signatures: NoteSignature[] } | null {
  if (note.length > maxNoteLength || !isNoteText(note)) return null;
  // The text may have empty lines of its own: the last one separates.
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0) return null;
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > maxSignatures) return null;
  const signatures = lines.map(readSignature).filter((signature) => signature !== null);
  return signatures.length === lines.length ? { text: note.slice(0, blank + 1), signatures } : null;
}

function readSignature(line: string): NoteSignature | null {
  const [dash, name, encoded, ...more] = line.split(" ");
  if (dash !== "—" || name === undefined || encoded === undefined || more.length > 0) return null;
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length <= keyIdBytes) return null;
  return { name, keyId: bytes.subarray(0, keyIdBytes), signature: bytes.subarray(keyIdBytes) };
}

/** Well-formed Unicode without control characters other than the newline, which ends it. */
function isNoteText(text: string): boolean {
  return text.endsWith("\n") && text.isWellFormed() && !/[\x00-\x09\x0b-\x1f]/.test(text);
}

function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\x00-\x1f+\p{White_Space}]/u.test(name);
}

function requireKeyName(name: string): void {
  if (!isKeyName(name)) throw new TypeError("not a name for a key");
}

function rawPublicKey(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("not an Ed25519 key");
  const { x } = (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" });
  if (typeof x !== "string") throw new TypeError("not an Ed25519 key");
  return Buffer.from(x, "base64url");
}

function typedKey(raw: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(ed25519Type), raw]);
}

function keyIdOf(name: string, raw: Uint8Array): Buffer {
  return createHash("sha256").update(`${name}\n`).update(typedKey(raw)).digest().subarray(0, keyIdBytes);
}
