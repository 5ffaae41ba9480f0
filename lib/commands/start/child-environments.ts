import type { Settings } from "#lib/server/env.ts";

/** What any program needs from its surroundings, and nothing that could be a secret. */
const surroundings = [
  "HOME",
  "LANG",
  "LC_ALL",
  "LD_LIBRARY_PATH",
  "NO_COLOR",
  "PATH",
  "Path",
  "SystemRoot",
  "TEMP",
  "TMP",
  "TMPDIR",
  "TZ",
];

/** For the console and what prepares it: everything that was given, made absolute, without npm's own variables. */
export function consoleEnvironment(source: NodeJS.ProcessEnv, settings: Settings): NodeJS.ProcessEnv {
  const given = Object.entries(source).filter(([name]) => !name.startsWith("npm_"));
  return {
    ...Object.fromEntries(given),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // next-auth builds redirects and cookie names from this; a difference to PUBLIC_URL breaks both.
    NEXTAUTH_URL: settings.publicUrl,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl,
  };
}

/** For the simulated world, which is the outside and gets none of the console's secrets. */
export function simulatorEnvironment(source: NodeJS.ProcessEnv, settings: Settings): NodeJS.ProcessEnv {
  const { simulatorPorts, dataDir, publicUrl, port } = settings;
  return {
    ...Object.fromEntries(
      surroundings.flatMap((name) => (source[name] === undefined ? [] : [[name, source[name]]])),
    ),
    NODE_ENV: "production",
    SIMULATOR_PORT: String(simulatorPorts.onepassword),
    SIMULATOR_IDP_PORT: String(simulatorPorts.identityProvider),
    DATA_DIR: dataDir,
    PUBLIC_URL: publicUrl,
    PORT: String(port),
  };
}
