import type { BrowserContext } from "@playwright/test";

export interface PageFaults {
  /** What went wrong in any page so far, apart from what was expected. */
  found(): string[];
  /** What matches may happen in this test: it provokes it. */
  expect(...patterns: RegExp[]): void;
  watch(context: BrowserContext, who: string): Promise<void>;
}

declare global {
  interface Window {
    tellTest?: (violation: string) => void;
  }
}

/**
 * Listens to every page of a test: errors in scripts, what the browser's console calls an error (hydration included)
 * and every violation of the content security policy.
 */
export function watchPages(): PageFaults {
  const faults: string[] = [];
  const expected: RegExp[] = [];
  return {
    found: () => faults.filter((fault) => !expected.some((pattern) => pattern.test(fault))),
    expect: (...patterns) => {
      expected.push(...patterns);
    },
    async watch(context, who) {
      context.on("weberror", (fault) =>
        faults.push(`${who}: error in the page: ${fault.error().stack ?? ""}`),
      );
      context.on("console", (message) => {
        if (message.type() !== "error") return;
        faults.push(`${who}: console: ${message.text()} (${message.location().url})`);
      });
      await context.exposeFunction("tellTest", (violation: string) => {
        faults.push(`${who}: content security policy: ${violation}`);
      });
      await context.addInitScript(() => {
        addEventListener("securitypolicyviolation", (event) => {
          window.tellTest?.(`${event.violatedDirective} by ${event.blockedURI} on ${event.documentURI}`);
        });
      });
    },
  };
}
