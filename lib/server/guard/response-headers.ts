export interface HeaderInput {
  publicUrl: string;
  /** Origin of the identity provider: a form of ours ends there by redirect, which browsers hold against the form too. */
  issuer: string;
  nonce: string;
}

/** The policy of a page. Scripts run by the nonce alone and by what those load; nothing inline, nothing evaluated. */
export function contentSecurityPolicy({ publicUrl, issuer, nonce }: HeaderInput): string {
  const identityProvider = new URL(issuer).origin;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Inline `style` attributes can carry no nonce, and positioned layers need them; style elements do carry it.
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self' ${identityProvider}`,
    "frame-ancestors 'none'",
    ...(publicUrl.startsWith("https://") ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Headers of every answer, pages, API, errors and files alike. */
export function responseHeaders(input: HeaderInput): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(input),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    ...(input.publicUrl.startsWith("https://") && {
      "strict-transport-security": "max-age=63072000; includeSubDomains",
    }),
  };
}
