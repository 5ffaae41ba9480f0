const names: readonly [RegExp, string][] = [
  [/access_denied/i, "access_denied"],
  [/login_required|interaction_required|consent_required/i, "provider"],
  [/state/i, "state"],
  [/nonce/i, "nonce"],
  [/code_verifier|pkce/i, "pkce"],
  [/signature|no valid key|jwks/i, "signature"],
  [/unexpected iss|iss mismatch|iss missing|issuer/i, "issuer"],
  [/\baud\b|audience|azp/i, "audience"],
  [/JWT expired|\bexp\b/i, "expired"],
  [/\biat\b|\bnbf\b|not active yet|auth_time/i, "time"],
  [/\balg\b/i, "algorithm"],
  [/ECONNREFUSED|ENOTFOUND|timed out|timeout|socket|expected 200 OK/i, "provider_unreachable"],
];

/** One stable word for what broke a sign-in. The library's own text can hold codes and tokens, so it goes nowhere. */
export function nameFlowFault(code: string, metadata: unknown): string {
  const text = `${textOf(metadata)} ${code}`;
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? "provider";
}

function textOf(metadata: unknown): string {
  if (typeof metadata !== "object" || metadata === null) return "";
  if ("error" in metadata && metadata.error instanceof Error) return metadata.error.message;
  return metadata instanceof Error || "message" in metadata ? String(metadata.message) : "";
}
