import type { JoinKey } from "#lib/domain/join.ts";
import { exactEmailKey, type OwnKey } from "#lib/domain/subject-key.ts";
import { sha256Hex } from "#lib/log/hashes.ts";
import type { FileInput } from "./file-input.ts";

const idPattern = /^[A-Za-z0-9-]{1,200}$/;

/** 1Password's id of the subject, where the signal has one that can be one. */
export function saidUserId({ signal }: FileInput): string | null {
  const id = signal.subject.onepasswordId;
  return id !== null && idPattern.test(id) ? id : null;
}

/** The subject's address. A user name counts where the source's default domain made one of it. */
export function saidEmail({ signal }: FileInput): string | null {
  const { email } = signal.subject;
  return email === null || email.trim() === "" ? null : email;
}

/** Under which key a subject is kept that the directory doesn't have: the first that the signal says. */
export function ownKeyIn(input: FileInput): { key: OwnKey; by: JoinKey; shown: string } | null {
  const email = saidEmail(input);
  if (email !== null) {
    return { key: { kind: "email", email }, by: "email", shown: email.trim() };
  }
  const id = saidUserId(input);
  if (id !== null) return { key: { kind: "onepassword", id }, by: "onepassword_id", shown: id };
  const { providerId } = input.signal.subject;
  if (providerId === null) return null;
  const key = { kind: "provider" as const, source: input.delivery.source, id: providerId };
  return { key, by: "provider_id", shown: providerId };
}

/** The subject as the signal says it, for comparing two that came under one id. */
export function saidKey({
  onepasswordId,
  email,
  providerId,
  username,
}: FileInput["signal"]["subject"]): string {
  return JSON.stringify([
    onepasswordId,
    email === null ? null : exactEmailKey(email),
    providerId,
    username?.toLowerCase() ?? null,
  ]);
}

/** Alike events have one fingerprint: the same rule about the same subject at the same severity. */
export function fingerprintOf({ signal, delivery }: FileInput, subjectId: string | null): string {
  const about = subjectId ?? signal.subject.username ?? signal.subject.displayName;
  const parts = [delivery.source, signal.ruleId, about, signal.severity, signal.title, signal.ip];
  return sha256Hex(JSON.stringify(parts));
}
