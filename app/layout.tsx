import "./globals.css";

import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";

import { readPreferences } from "#components/shell/read-preferences.ts";
import { ShellProviders } from "#components/shell/shell-providers.tsx";
import { services } from "#lib/server/services.ts";

export const metadata: Metadata = {
  title: "Countersign",
  description: "Suspending and reactivating people in 1Password, by two people.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1116" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const preferences = readPreferences((name) => jar.get(name)?.value);
  return (
    // The theme's class is written by a script before hydration: React must not call that a mistake.
    <html lang="en" suppressHydrationWarning data-density={preferences.density} data-rail={preferences.rail}>
      <body>
        <ShellProviders
          nonce={head.get("x-nonce") ?? undefined}
          preferences={preferences}
          renderedAtMs={services().clock.now().getTime()}
        >
          {children}
        </ShellProviders>
      </body>
    </html>
  );
}
