import { Banner } from "#components/shell/banner.tsx";
import type { Env } from "#lib/server/env.ts";

/** `DEMO`, or where the account is. */
export function environmentName({ demo, onepassword }: Env): string {
  const { host } = new URL(onepassword.baseUrl);
  return demo
    ? "DEMO"
    : `${onepassword.isOnePassword ? host.replace(/^api\./, "") : host} · ${onepassword.accountId}`;
}

/** The worst thing that is so about this installation, or nothing. */
export function ConsoleBanner({ env }: { env: Env }) {
  const { onepassword, simulates, demo } = env;
  const { host, origin } = new URL(onepassword.baseUrl);
  if (!onepassword.isOnePassword && !simulates.onepassword) {
    return (
      <Banner
        tone="warning"
        message={`The Users API is asked at ${host}, which is no host of 1Password’s. Its credentials go there.`}
        link={{ href: "/settings", label: "Settings" }}
      />
    );
  }
  if (!demo) return null;
  return (
    <Banner
      tone="info"
      message="Demo: the 1Password account is simulated, and nobody real can be suspended. Watch it on"
      link={{ href: `${origin}/`, label: "The other side" }}
    />
  );
}
