import { emailKey } from "./person.ts";

const prefix = "unlinked.";

/** The id of a subject that 1Password doesn't know. It has a dot, which no id of 1Password's has. */
export function unlinkedId(id: string): string {
  return prefix + id;
}

/** Whether nobody in 1Password stands behind the id: nothing can be read or done there. */
export function isUnlinkedId(userId: string): boolean {
  return userId.startsWith(prefix);
}

/**
 * The address as a key: trimmed and in lower case. Unicode forms are not folded into each other, so twins in NFC and NFD
 * stay two, and so does a sign that would become another letter's twin by its lower case (the Kelvin sign is no k).
 */
export function exactEmailKey(email: string): string {
  const trimmed = email.trim();
  if (/^[\x20-\x7e]*$/.test(trimmed)) return trimmed.toLowerCase();
  return Array.from(trimmed)
    .map((sign) => (sign.normalize("NFC") === sign ? sign.toLowerCase() : sign))
    .join("");
}

/** An address of a guest at a Microsoft tenant is made from another one, which may be somebody else's here. */
export function isGuestKey(key: string): boolean {
  return key.toLowerCase().includes("#ext#");
}

/** What a subject without a user in 1Password is kept under. */
export type OwnKey =
  | { kind: "email"; email: string }
  | { kind: "onepassword"; id: string }
  | { kind: "provider"; source: string; id: string };

export function ownKeyOf(key: OwnKey): string {
  switch (key.kind) {
    case "email":
      return `email:${exactEmailKey(key.email)}`;
    case "onepassword":
      return `onepassword:${key.id}`;
    case "provider":
      // Ids of one provider's two tenants may be the same, so they count for the source that sent them.
      return `provider:${key.source} ${key.id}`;
  }
}

// Letters of other scripts that look like Latin ones in common fonts.
const lookAlikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["абсԁеɡһіјӏорԛѕυνԝхуᴢ", "abcdeghijlopqsuvwxyz"],
    ["αеιкοрτυχγ", "aeikoptuxy"],
    ["ıℓ", "il"],
  ].flatMap(([from = "", to = ""]) =>
    Array.from(from).map((sign, index) => [sign, Array.from(to)[index] ?? sign]),
  ),
);

/** The address as a careless eye reads it. Only marks twins: it never joins anything. */
export function lookKeyOf(email: string): string {
  const plain = email
    .trim()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toLowerCase();
  return Array.from(plain)
    .map((sign) => lookAlikes[sign] ?? sign)
    .join("");
}

/** What is stored beside the address: null where it looks like nothing but itself. */
export function storedLookKey(email: string): string | null {
  const look = lookKeyOf(email);
  return look === emailKey(email) ? null : look;
}
