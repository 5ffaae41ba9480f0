/*
 * Looks for the addresses of a payload without the product's readers, which are what is being measured: anything that
 * looks like an e-mail under a name that speaks of a person, but for the names of those who work on alerts.
 */

const personNames =
  /^(email|e-?mail_?addr(ess)?|email_addr|user_?email|admin_?email|alternateid|userprincipalname|upn|user|user_?name|name|account|principal|subject|sub|actorid|actor|primaryaddress|value|id|uid|object)$/i;
const never =
  /^(owner|assign.*|created_?by|updated_?by|reporter|requester|approver|contact|comments?|notes?|workflow_assignee.*|.*\.(created_by|updated_by|workflow_assignee_ids))$/i;
const address = /^[^\s@<>"(),;]+@[^\s@<>"(),;]+$/u;
/** Not people: service accounts, the system itself, and guests, whose name is no mailbox. */
const nobody = /(@1passwordserviceaccounts\.com|^system@okta\.com|#ext#@.*)$/i;

/** Every address of the value that may be its subject, in lower case. */
export function findAddresses(value: unknown): Set<string> {
  const found = new Set<string>();
  collect(value, "", found);
  return found;
}

function collect(value: unknown, name: string, found: Set<string>): void {
  if (typeof value === "string") {
    const text = value.trim();
    if (/^[[{]/.test(text)) return collect(parse(text), name, found);
    const isNamed = personNames.test(name.slice(name.lastIndexOf(".") + 1));
    if (isNamed && address.test(text) && !nobody.test(text)) found.add(text.toLowerCase());
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const parts = new Map(Object.entries(value));
  // Microsoft's accounts come in two halves.
  const halves = [parts.get("accountName"), parts.get("upnSuffix")];
  if (halves.every((half) => typeof half === "string")) collect(halves.join("@"), "account", found);
  const base64 = parts.get("data_base64");
  if (typeof base64 === "string") collect(Buffer.from(base64, "base64").toString("utf8"), "data", found);
  for (const [key, inner] of Object.entries(value)) {
    const next = Array.isArray(value) ? name : key;
    if (!never.test(next)) collect(inner, next, found);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
