import { z } from "zod";
import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import type { EnvReader } from "./env-reader.ts";

/** An OAuth application of 1Password. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

export interface OnePasswordEnv {
  /** Without a slash at the end; the generation's prefix comes after it. */
  baseUrl: string;
  isOnePassword: boolean;
  isLoopback: boolean;
  accountId: string;
  apiVersion: "v1" | "v1beta1";
  /** Three, so that none can do more than its job. */
  credentials: { lookUp: ClientCredentials; suspend: ClientCredentials; reactivate: ClientCredentials };
  /** Whether calls carry the workflow id in their headers. */
  sendsWorkflowId: boolean;
}

export interface EventsEnv {
  baseUrl: string;
  token: string;
}

const purposes = { LOOKUP: "look people up", SUSPEND: "suspend", REACTIVATE: "reactivate" } as const;
type Purpose = keyof typeof purposes;

const accountVariables = [
  "ONEPASSWORD_REGION",
  "ONEPASSWORD_API_URL",
  "ONEPASSWORD_ACCOUNT_ID",
  ...(Object.keys(purposes) as Purpose[]).flatMap((purpose) => [
    `ONEPASSWORD_${purpose}_CLIENT_ID`,
    `ONEPASSWORD_${purpose}_CLIENT_SECRET`,
    `ONEPASSWORD_${purpose}_CLIENT_SECRET_FILE`,
  ]),
];

/** Whether anything of an account is configured. Half of it counts too: that is a mistake to report, not a demo. */
export function isAccountConfigured(reader: EnvReader): boolean {
  return accountVariables.some((name) => reader.text(name) !== undefined);
}

/** Reads the account; null when something was wrong, which the reader then knows. */
export function readOnePassword(reader: EnvReader): OnePasswordEnv | null {
  const base = readBaseUrl(reader);
  const accountId = readAccountId(reader);
  const lookUp = readCredentials(reader, "LOOKUP");
  const suspend = readCredentials(reader, "SUSPEND");
  const reactivate = readCredentials(reader, "REACTIVATE");
  const apiVersion = reader.parse({
    name: "ONEPASSWORD_API_VERSION",
    schema: z.enum(["v1", "v1beta1"]),
    fallback: "v1",
    fix: "Use v1, or v1beta1 while the account is still on the preview.",
  });
  const sendsWorkflowId = reader.parse({
    name: "ONEPASSWORD_SEND_WORKFLOW_ID",
    schema: z.enum(["0", "1"]),
    fallback: "1",
    fix: "Use 0 to keep the workflow id out of the calls, or leave it unset.",
  });
  if (base === null || accountId === null || lookUp === null || suspend === null || reactivate === null)
    return null;
  return {
    ...base,
    accountId,
    apiVersion,
    credentials: { lookUp, suspend, reactivate },
    sendsWorkflowId: sendsWorkflowId === "1",
  };
}

/** Reads where events are polled; null for nowhere. Address and token belong together. */
export function readEvents(reader: EnvReader): EventsEnv | null {
  const text = reader.text("ONEPASSWORD_EVENTS_URL");
  const token = reader.secret("ONEPASSWORD_EVENTS_TOKEN");
  if (text === undefined) {
    if (token !== undefined)
      reportMissing(reader, "ONEPASSWORD_EVENTS_URL", "https://events.1password.com, say");
    return null;
  }
  const check = checkServiceUrl(text);
  if (!check.ok) {
    reader.report({
      variable: "ONEPASSWORD_EVENTS_URL",
      message: `is refused: ${check.reason}`,
      fix: "Use the address of 1Password's Events API, https://events.1password.com for the US.",
    });
  }
  if (token === undefined) {
    const isRead = reader.text("ONEPASSWORD_EVENTS_TOKEN") ?? reader.text("ONEPASSWORD_EVENTS_TOKEN_FILE");
    if (isRead === undefined)
      reportMissing(reader, "ONEPASSWORD_EVENTS_TOKEN", "the token of Events Reporting");
    return null;
  }
  return check.ok ? { baseUrl: check.base, token } : null;
}

/** Reads where the Users API is; null when that is unknown or refused. */
export function readBaseUrl(
  reader: EnvReader,
): Pick<OnePasswordEnv, "baseUrl" | "isOnePassword" | "isLoopback"> | null {
  const region = reader.parse({
    name: "ONEPASSWORD_REGION",
    schema: z.enum(["com", "ca", "eu"]).nullable(),
    fallback: null,
    fix: "Use com, ca or eu: the end of the address at which the account signs in.",
  });
  const own = reader.text("ONEPASSWORD_API_URL");
  if (own === undefined && region === null) {
    if (reader.text("ONEPASSWORD_REGION") === undefined) {
      reportMissing(reader, "ONEPASSWORD_REGION", "com, ca or eu, or set ONEPASSWORD_API_URL");
    }
    return null;
  }
  const check = checkServiceUrl(own ?? `https://api.1password.${region}`);
  if (check.ok)
    return { baseUrl: check.base, isOnePassword: check.isOnePassword, isLoopback: check.isLoopback };
  reader.report({
    variable: "ONEPASSWORD_API_URL",
    message: `is refused: ${check.reason}`,
    fix: "Use ONEPASSWORD_REGION for 1Password's own hosts, or an https address that you trust with the credentials.",
  });
  return null;
}

function readAccountId(reader: EnvReader): string | null {
  const fix = "the 26 characters between /app#/ and /AllItems in the browser's address";
  if (reader.text("ONEPASSWORD_ACCOUNT_ID") === undefined) {
    reportMissing(reader, "ONEPASSWORD_ACCOUNT_ID", fix);
    return null;
  }
  return reader.parse({
    name: "ONEPASSWORD_ACCOUNT_ID",
    schema: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,200}$/)
      .nullable(),
    fallback: null,
    fix: `Use ${fix}.`,
  });
}

function readCredentials(reader: EnvReader, purpose: Purpose): ClientCredentials | null {
  const idName = `ONEPASSWORD_${purpose}_CLIENT_ID`;
  const secretName = `ONEPASSWORD_${purpose}_CLIENT_SECRET`;
  const clientId = reader.text(idName);
  const clientSecret = reader.secret(secretName);
  const meaning = `of the OAuth application that may ${purposes[purpose]}`;
  if (clientId === undefined) reportMissing(reader, idName, `the id ${meaning}`);
  const isSecretNamed = reader.text(secretName) ?? reader.text(`${secretName}_FILE`);
  if (isSecretNamed === undefined) reportMissing(reader, secretName, `the secret ${meaning}`);
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
}

function reportMissing(reader: EnvReader, variable: string, what: string): void {
  reader.report({ variable, message: "is not set", fix: `Set it to ${what}.` });
}
