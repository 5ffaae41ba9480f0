import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { claimPerson } from "./claim-person.ts";
import { consoleUnderTest, type ConsoleUnderTest } from "./console-under-test.ts";
import { openMachine, type Machine } from "./doors/machine.ts";
import { openOutside, type Outside, type OutsidePerson } from "./doors/outside.ts";
import { signIn, type PersonaName } from "./sign-in.ts";
import { watchPages, type PageFaults } from "./watch-page.ts";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

interface WorkerWorld {
  underTest: ConsoleUnderTest;
  outside: Outside;
  machine: Machine;
  /** Signs each persona in once for the whole run, by clicking. */
  sessionOf: (name: PersonaName) => Promise<StorageState>;
  /** The `Cookie` header of that session, for calls by hand. */
  cookieOf: (name: PersonaName) => Promise<string>;
}

interface TestWorld {
  faults: PageFaults;
  /** A page in a browser context of its own, signed in as this persona. */
  asPersona: (name: PersonaName, options?: Parameters<Browser["newContext"]>[0]) => Promise<Page>;
  /** A page in a browser context of its own that nobody signed in. */
  asNobody: (options?: Parameters<Browser["newContext"]>[0]) => Promise<Page>;
  /** Somebody in 1Password whom this test alone is about. */
  subject: OutsidePerson;
  anotherSubject: () => Promise<OutsidePerson>;
}

export const test = base.extend<TestWorld, WorkerWorld>({
  underTest: [async ({ browser: _browser }, use) => use(consoleUnderTest()), { scope: "worker" }],
  outside: [async ({ underTest }, use) => use(openOutside(underTest.simulatorUrl)), { scope: "worker" }],
  machine: [async ({ underTest }, use) => use(openMachine(underTest)), { scope: "worker" }],
  sessionOf: [
    async ({ browser, underTest }, use) => {
      const sessions = new Map<PersonaName, Promise<StorageState>>();
      await use((name) => {
        const known = sessions.get(name) ?? signInOnce(browser, underTest.url, name);
        sessions.set(name, known);
        return known;
      });
    },
    { scope: "worker" },
  ],
  cookieOf: [
    async ({ sessionOf }, use) => {
      await use(async (name) => {
        const { cookies } = await sessionOf(name);
        return cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join("; ");
      });
    },
    { scope: "worker" },
  ],

  faults: async ({ browser: _browser }, use) => {
    const faults = watchPages();
    await use(faults);
    expect(faults.found(), "faults in pages of this test").toEqual([]);
  },
  asNobody: async ({ browser, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      await faults.watch(context, "nobody");
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  asPersona: async ({ browser, faults, sessionOf }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (name, options) => {
      const context = await browser.newContext({ ...options, storageState: await sessionOf(name) });
      contexts.push(context);
      await faults.watch(context, name);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  anotherSubject: async ({ underTest, outside, machine }, use) => {
    await use(() => claimPerson({ dataDir: underTest.dataDir, outside, machine }));
  },
  subject: async ({ anotherSubject }, use) => {
    await use(await anotherSubject());
  },
});

export { expect } from "@playwright/test";

async function signInOnce(browser: Browser, baseURL: string, name: PersonaName): Promise<StorageState> {
  const context = await browser.newContext({ baseURL });
  try {
    await signIn(await context.newPage(), name);
    return await context.storageState();
  } finally {
    await context.close();
  }
}
