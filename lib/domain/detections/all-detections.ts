import type { Detection } from "./detection.ts";
import { exportBeforeLeaving, exportByNewUser, vaultExport } from "./exports.ts";
import {
  firewallChanged,
  manyMfaChanges,
  mfaChanged,
  mfaOffForAll,
  serviceAccountMade,
  serviceAccountToken,
  ssoChanged,
} from "./factor-changes.ts";
import {
  addedToPrivilegedGroup,
  otherVaultRights,
  ownRightsByGroup,
  ownRightsByVault,
  privilegedVaultRights,
  secretsAfterOwnGrant,
} from "./rights.ts";
import { failedSignIns, newAddress, severalPlaces, unusualClient } from "./sign-ins.ts";
import { whileSuspended } from "./while-suspended.ts";
import { invitedByHand, riskyCountry, sensitiveItemUsed } from "./watched.ts";

/** Every built-in detection over 1Password's events. A change outside is told by the witness, not by one of these. */
export const detections: readonly Detection[] = [
  newAddress,
  unusualClient,
  severalPlaces,
  riskyCountry,
  mfaChanged,
  manyMfaChanges,
  mfaOffForAll,
  ssoChanged,
  firewallChanged,
  addedToPrivilegedGroup,
  ownRightsByGroup,
  ownRightsByVault,
  privilegedVaultRights,
  otherVaultRights,
  secretsAfterOwnGrant,
  vaultExport,
  exportByNewUser,
  exportBeforeLeaving,
  sensitiveItemUsed,
  invitedByHand,
  serviceAccountMade,
  serviceAccountToken,
  failedSignIns,
  whileSuspended,
];

const byId = new Map(detections.map((rule) => [rule.id as string, rule]));

export function findDetection(id: string): Detection | null {
  return byId.get(id) ?? null;
}
