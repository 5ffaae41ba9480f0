import type { NextConfig } from "next";

const config: NextConfig = {
  // `next dev` would otherwise write instructions for agents into the repository.
  agentRules: false,
  reactStrictMode: true,
  poweredByHeader: false,
  // Title and icon come in the page's first bytes and not after them: the count before the title is right from the
  // start, no reader meets a page without a name, and no browser asks for an icon that isn't there.
  htmlLimitedBots: /.*/,
  // The image optimiser has been a way in (GHSA-2xp9-vwfh-vxw4) and nothing here needs it.
  images: { unoptimized: true },
  // `npm run check` and `npm test` check the types, tests included; a start should not wait for them.
  typescript: { ignoreBuildErrors: true },
  // Native modules and libraries that keep state or start threads must stay one copy, outside the bundles.
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "drizzle-orm", "oidc-provider"],
  experimental: { serverActions: { bodySizeLimit: "64kb" } },
};

export default config;
