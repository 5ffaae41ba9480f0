import { createHmac } from "node:crypto";

/**
 * What stands in place of an identity's `sub` once its person was erased: nobody can read the identity out of it, and
 * whoever signs in with it again is still refused as the disabled person they were.
 */
export function erasedIdentity(dataKey: Uint8Array, { iss, sub }: { iss: string; sub: string }): string {
  const mac = createHmac("sha256", dataKey).update(JSON.stringify(["erased-identity", iss, sub]));
  return `erased:${mac.digest("hex")}`;
}
