import { isIdentityProviderConfigured, readIdentityProvider } from "./env-identity-provider.ts";
import type { IdentityProviderEnv } from "./env-identity-provider.ts";
import { isAccountConfigured, readBaseUrl, readEvents, readOnePassword } from "./env-onepassword.ts";
import type { EventsEnv, OnePasswordEnv } from "./env-onepassword.ts";
import { readPlace } from "./env-place.ts";
import type { PlaceEnv } from "./env-place.ts";
import { createEnvReader, refuseReference } from "./env-reader.ts";
import type { EnvProblem, EnvReader, ResolveReference } from "./env-reader.ts";
import { readSimulatorFile } from "./simulator-file.ts";

/** What the environment variables say, read once. Nothing else looks at `process.env`. */
export interface Env extends Settings {
  onepassword: OnePasswordEnv;
  oidc: IdentityProviderEnv;
}

/** The same before the simulated world runs: what it is to bring is still null. */
export interface Settings extends PlaceEnv {
  /** Nobody real can be suspended: the account is simulated or on this computer, and people are personas. */
  demo: boolean;
  /** Beyond this computer only where signing in takes more than picking a persona. */
  listensOn: "127.0.0.1" | "0.0.0.0";
  simulates: { onepassword: boolean; identityProvider: boolean };
  onepassword: OnePasswordEnv | null;
  events: EventsEnv | null;
  oidc: IdentityProviderEnv | null;
}

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; problems: EnvProblem[] };
export type EnvResult = { ok: true; env: Env } | { ok: false; problems: EnvProblem[] };

/**
 * Reads every variable and reports all that is wrong at once. Where the simulated account or identity provider is used,
 * its credentials come from `DATA_DIR/simulator.json`, which it writes when it starts.
 */
export function loadEnv(
  source: NodeJS.ProcessEnv,
  resolveReference: ResolveReference = refuseReference,
): EnvResult {
  const first = loadSettings(source, resolveReference);
  if (!first.ok) return first;
  const { settings } = first;
  const problems: EnvProblem[] = [];
  const readerOf = (variables: NodeJS.ProcessEnv): EnvReader =>
    createEnvReader({ source: variables, problems, resolveReference });
  const isSimulated = settings.simulates.onepassword || settings.simulates.identityProvider;
  const simulator = isSimulated ? readSimulatorFile(settings.dataDir) : { ok: true as const, variables: {} };
  if (!simulator.ok) return { ok: false, problems: [simulator.problem] };
  const simulated = readerOf({ ...source, ...simulator.variables });
  const onepassword = settings.onepassword ?? readOnePassword(simulated);
  const oidc = settings.oidc ?? readIdentityProvider(simulated);
  const events = settings.simulates.onepassword ? readEvents(simulated) : settings.events;
  if (problems.length > 0 || onepassword === null || oidc === null) return { ok: false, problems };
  return { ok: true, env: freeze({ ...settings, onepassword, oidc, events }) };
}

/** The part of `loadEnv` that can be read before the simulated world has started. */
export function loadSettings(
  source: NodeJS.ProcessEnv,
  resolveReference: ResolveReference = refuseReference,
): SettingsResult {
  const problems: EnvProblem[] = [];
  const reader = createEnvReader({ source, problems, resolveReference });
  const place = readPlace(reader);
  const wish = readDemoWish(reader);
  const hasAccount = isAccountConfigured(reader);
  const demo = wish === "forced" || (wish === "by configuration" && !hasAccount);
  const simulates = {
    onepassword: demo && !hasAccount,
    identityProvider: demo && !isIdentityProviderConfigured(reader),
  };
  const onepassword = simulates.onepassword ? null : readOnePassword(reader);
  const oidc = simulates.identityProvider ? null : readIdentityProvider(reader);
  const events = readEvents(reader);
  const users = demo && hasAccount ? readBaseUrl(reader) : null;
  if (users !== null && !users.isLoopback) {
    reader.report({
      variable: "DEMO",
      message: `is refused with the Users API at ${users.baseUrl}: anybody could suspend a real person by picking a persona`,
      fix: "Unset DEMO, or point ONEPASSWORD_API_URL at this computer.",
    });
  }
  reportSharedPorts(reader, place, simulates);
  // Node reads this variable by itself, for every connection; no code of ours could take it back.
  if (reader.text("NODE_TLS_REJECT_UNAUTHORIZED") === "0") {
    reader.report({
      variable: "NODE_TLS_REJECT_UNAUTHORIZED",
      message: "is 0, which switches the check of certificates off for every connection",
      fix: "Unset it. A certificate authority of your own goes into NODE_EXTRA_CA_CERTS.",
    });
  }
  if (problems.length > 0) return { ok: false, problems };
  const listensOn = demo ? "127.0.0.1" : "0.0.0.0";
  return { ok: true, settings: freeze({ ...place, demo, listensOn, simulates, onepassword, events, oidc }) };
}

function readDemoWish(reader: EnvReader): "forced" | "forbidden" | "by configuration" {
  const value = reader.text("DEMO");
  if (value === undefined) return "by configuration";
  if (value === "1") return "forced";
  if (value !== "0") {
    reader.report({ variable: "DEMO", message: "is neither 1 nor 0", fix: "Use 1, 0, or leave it unset." });
  }
  return "forbidden";
}

function reportSharedPorts(reader: EnvReader, place: PlaceEnv, simulates: Settings["simulates"]): void {
  const used = [{ variable: "PORT", port: place.port }];
  const { onepassword, identityProvider } = place.simulatorPorts;
  if (simulates.onepassword) used.push({ variable: "SIMULATOR_PORT", port: onepassword });
  if (simulates.identityProvider) used.push({ variable: "SIMULATOR_IDP_PORT", port: identityProvider });
  for (const [place, { variable, port }] of used.entries()) {
    const other = used.slice(0, place).find((it) => it.port === port);
    if (other === undefined) continue;
    reader.report({
      variable,
      message: `is ${port}, as ${other.variable} is`,
      fix: "Give each its own port.",
    });
  }
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null) freeze(part);
  }
  return Object.freeze(value);
}
