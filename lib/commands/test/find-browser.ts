import { chromium } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export interface Browser {
  /** Absolute path of a program that speaks Chrome's protocol. */
  executablePath: string;
  /** Where it comes from, for the person who reads the test's output. */
  from: string;
}

/** What every start of the browser in tests needs: no calls home, no QUIC, no graphics card. */
export const browserArguments = [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Chromium's sandbox refuses to start as root, which is what containers run as.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** A Chromium that is here already: playwright's own first, for it is the version that playwright was tested with. */
export function findBrowser(): Browser | null {
  const own = chromium.executablePath();
  if (own !== "" && existsSync(own)) return { executablePath: own, from: "playwright's own" };
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  const found = candidates.find((candidate) => existsSync(candidate) && answers(candidate));
  return found === undefined ? null : { executablePath: found, from: found };
}

/**
 * A Chromium that is here, or that can be installed: as Debian's package, else by playwright.
 *
 * @returns the reason in words where none can be had
 */
export function provideBrowser(): Browser | { reason: string } {
  const here = findBrowser();
  if (here !== null) return here;
  process.stderr.write("No Chromium on this computer; installing one …\n");
  const tries = [installDebianPackage(), ...(findBrowser() === null ? [installByPlaywright()] : [])];
  return findBrowser() ?? { reason: tries.filter((reason) => reason !== null).join("; ") };
}

/** Ubuntu's `chromium-browser` may be a stub that only says to install a snap, so each candidate has to answer. */
function answers(program: string): boolean {
  return spawnSync(program, ["--version"], { timeout: 20_000, stdio: "ignore" }).status === 0;
}

function installDebianPackage(): string | null {
  const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  if (!/^ID=debian$/m.test(release)) return "not Debian, so its package chromium was not tried";
  if (process.getuid?.() !== 0) return "not root, so Debian's package chromium was not tried";
  const install = ["install", "-y", "--no-install-recommends", "chromium"];
  for (const arguments_ of [["update"], install]) {
    const failure = run("apt-get", arguments_, 300_000);
    if (failure !== null) return failure;
  }
  return null;
}

function installByPlaywright(): string | null {
  const program = createRequire(import.meta.url).resolve("@playwright/test/cli");
  return run(process.execPath, [program, "install", "chromium"], 180_000);
}

function run(program: string, arguments_: string[], timeoutMs: number): string | null {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = spawnSync(program, arguments_, { encoding: "utf8", timeout: timeoutMs, env });
  if (result.status === 0) return null;
  const words = `${result.stdout}\n${result.stderr}`.trim().split("\n");
  const complaint = words.find((line) => /^(E:|Error)/.test(line)) ?? words.at(-1) ?? "";
  const said = result.error?.message ?? complaint;
  return `${[path.basename(program), ...arguments_].join(" ")} ended with status ${result.status}: ${said}`;
}
