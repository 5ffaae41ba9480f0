import { z } from "zod";
import { Role } from "./roles.ts";

/**
 * A human being whom the console knows, whatever accounts they sign in with. An identity (`iss` and `sub`) belongs to
 * one person. The e-mail is for reading and for taking rights away; it never gives one.
 */
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** As of the last sign-in or step-up. */
  roles: z.array(Role),
  firstSeenAt: z.date(),
  lastSeenAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
  /** The person whom this account belongs to, once two people confirmed that it is the same one. */
  linkedToPersonId: z.string().nullable(),
});
export type Person = z.infer<typeof Person>;

/** E-mail addresses are compared without case and white space, and only ever to refuse. */
export function emailKey(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
