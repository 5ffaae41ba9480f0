/** Service accounts sign in with such an address and are no persons. */
const serviceAccounts = "@1passwordserviceaccounts.com";

/**
 * An e-mail address as the key of a person: trimmed, in lower case, otherwise untouched. `+tag`, dots and look-alike
 * letters stay as they are. Null where the value is none, or belongs to no mailbox (guests of another tenant).
 */
export function readEmail(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 320) return null;
  const email = value.trim().toLowerCase();
  if (!/^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/u.test(email) || !email.isWellFormed() || /\p{Cc}/u.test(email))
    return null;
  return email.includes("#ext#@") || email.endsWith(serviceAccounts) ? null : email;
}

export function isServiceAccount(value: unknown): boolean {
  return typeof value === "string" && value.trim().toLowerCase().endsWith(serviceAccounts);
}
