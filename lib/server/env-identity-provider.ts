import { checkServiceUrl } from "#lib/adapters/outbound/check-service-url.ts";
import type { EnvReader } from "./env-reader.ts";

export interface IdentityProviderEnv {
  /** Exactly as the provider writes it, a slash at the end included. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  roleClaim: string;
}

const variables = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_CLIENT_SECRET_FILE"];

/** Whether anything of a provider is configured; half of it is a mistake to report. */
export function isIdentityProviderConfigured(reader: EnvReader): boolean {
  return variables.some((name) => reader.text(name) !== undefined);
}

/** Reads the provider; null when something was wrong, which the reader then knows. */
export function readIdentityProvider(reader: EnvReader): IdentityProviderEnv | null {
  const issuer = reader.text("OIDC_ISSUER");
  const clientId = reader.text("OIDC_CLIENT_ID");
  const clientSecret = reader.secret("OIDC_CLIENT_SECRET");
  const check = issuer === undefined ? null : checkServiceUrl(issuer);
  const missing = "is not set";
  if (issuer === undefined) {
    const fix =
      "Set it to the issuer of the identity provider that people sign in with, https://login.acme.example say.";
    reader.report({ variable: "OIDC_ISSUER", message: missing, fix });
  }
  if (check !== null && !check.ok) {
    const fix = "Use the issuer exactly as the provider's discovery document writes it.";
    reader.report({ variable: "OIDC_ISSUER", message: `is refused: ${check.reason}`, fix });
  }
  if (clientId === undefined) {
    const fix = "Set it to the id under which the provider knows this console.";
    reader.report({ variable: "OIDC_CLIENT_ID", message: missing, fix });
  }
  const isSecretNamed = reader.text("OIDC_CLIENT_SECRET") ?? reader.text("OIDC_CLIENT_SECRET_FILE");
  if (isSecretNamed === undefined) {
    const fix =
      "Set it to the secret that belongs to OIDC_CLIENT_ID, or name a file by OIDC_CLIENT_SECRET_FILE.";
    reader.report({ variable: "OIDC_CLIENT_SECRET", message: missing, fix });
  }
  if (issuer === undefined || !check?.ok || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret, roleClaim: reader.text("OIDC_ROLE_CLAIM") ?? "groups" };
}
