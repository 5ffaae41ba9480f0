"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";

import { PreferencesProvider } from "#components/shell/preferences.tsx";
import type { Preferences } from "#components/shell/read-preferences.ts";
import { LiveRegion } from "#components/ui/live-region.tsx";
import { Toaster } from "#components/ui/toaster.tsx";

export interface ShellProvidersProps {
  /** Of this response: next-themes sets the class by an inline script before the first paint. */
  nonce: string | undefined;
  preferences: Preferences;
  renderedAtMs: number;
  children: ReactNode;
}

/** Everything that must stand once around all pages, sign-in included. */
export function ShellProviders({ nonce, preferences, renderedAtMs, children }: ShellProvidersProps) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(nonce === undefined ? {} : { nonce })}
    >
      {/* Our popups scroll by themselves, so that the primitives need no style elements of their own. */}
      <CSPProvider disableStyleElements>
        <PreferencesProvider initial={preferences} renderedAtMs={renderedAtMs}>
          <Tooltip.Provider>
            {children}
            <LiveRegion />
            <Toaster />
          </Tooltip.Provider>
        </PreferencesProvider>
      </CSPProvider>
    </ThemeProvider>
  );
}
