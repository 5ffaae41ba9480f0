import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFreePort } from "./find-free-port.ts";
import { findPostgresPrograms, type PostgresPrograms } from "./find-postgres-programs.ts";

export interface RunningPostgres {
  /** Address of a server whose user may create databases. */
  url: string;
  /** Where the server comes from. */
  from: string;
  stop: () => Promise<void>;
}

const startLimitMs = 30_000;

/**
 * A real PostgreSQL for the tests: the one that `TEST_DATABASE_URL` names, else one of our own in a temporary folder.
 *
 * @returns the reasons in words, one per try, where no server can be had
 */
export async function startPostgres(): Promise<RunningPostgres | { reasons: string[] }> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined && given !== "") {
    return { url: given, from: "TEST_DATABASE_URL", stop: () => Promise.resolve() };
  }
  const reasons: string[] = [];
  for (const programs of findPostgresPrograms()) {
    const folder = mkdtempSync(path.join(tmpdir(), "countersign-postgres-"));
    try {
      return await startIn(folder, programs);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      reasons.push(`${programs.from}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { reasons: reasons.length > 0 ? reasons : ["no PostgreSQL programs were found"] };
}

async function startIn(folder: string, programs: PostgresPrograms): Promise<RunningPostgres> {
  const owner = findOwner();
  const binFolder = owner === null ? programs.binFolder : readableBy(folder, programs);
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  const identity = owner ?? {};
  // A stray PGDATA or PGPORT of the person's shell would steer our server.
  const env = { NODE_ENV: "test" as const, PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC" };
  const data = path.join(folder, "data");
  createCluster({ program: path.join(binFolder, "initdb"), data, identity, env });
  const port = await findFreePort();
  // No disk is waited for: the data lives as long as the tests, and the tests are about locks and constraints.
  const settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200"];
  settings.push("listen_addresses=127.0.0.1", "unix_socket_directories=");
  const server = spawn(
    path.join(binFolder, "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...identity, env, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await untilReady(server);
  // Left behind when the tests' own process ends without stopping it, it would run for ever.
  const kill = () => server.kill("SIGQUIT");
  process.once("exit", kill);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    from: programs.from,
    stop: async () => {
      process.off("exit", kill);
      await stopServer(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Cluster {
  program: string;
  data: string;
  identity: { uid?: number; gid?: number };
  env: NodeJS.ProcessEnv;
}

/** Lays out an empty cluster that sorts text as a real installation does: by language, not by bytes as SQLite. */
function createCluster({ program, data, identity, env }: Cluster): void {
  const flags = ["-D", data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"];
  const byLanguage = ["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"];
  const options = { ...identity, env, cwd: path.dirname(data), encoding: "utf8" as const };
  const first = spawnSync(program, [...flags, ...byLanguage], options);
  if (first.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  // PostgreSQL before 15, or built without ICU, refuses the provider.
  const second = spawnSync(program, [...flags, "--locale=C"], options);
  if (second.status === 0) return;
  throw new Error(`initdb failed: ${second.error?.message ?? second.stderr.trim()}`);
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = "";
    const timer = setTimeout(() => {
      server.kill("SIGQUIT");
      reject(new Error(`the server was not ready within ${startLimitMs / 1_000} s: ${words.trim()}`));
    }, startLimitMs);
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    server.stderr?.on("data", (chunk: Buffer) => {
      // Only the words before it is ready are of use; the rest is read so that the pipe never fills.
      if (words.length < 8_000) words += chunk.toString("utf8");
      if (words.includes("ready to accept connections")) finish(resolve);
    });
    server.once("error", (error) => {
      finish(() => {
        reject(error);
      });
    });
    server.once("exit", () => {
      finish(() => {
        reject(new Error(`the server ended: ${words.trim()}`));
      });
    });
  });
}

function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => {
      resolve();
    });
    // SIGINT is PostgreSQL's "fast" shutdown: it doesn't wait for clients to leave.
    server.kill("SIGINT");
  });
}

/** Whom the server runs as when we are root, for PostgreSQL refuses root; null when we are somebody else already. */
function findOwner(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Error("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody");
}

/** The programs' folder, or a copy of it where the project lies below a folder that only root may enter. */
function readableBy(folder: string, programs: PostgresPrograms): string {
  chmodSync(folder, 0o755);
  for (let place = programs.binFolder; ; place = path.dirname(place)) {
    if ((statSync(place).mode & 0o005) !== 0o005) break;
    if (place === path.dirname(place)) return programs.binFolder;
  }
  const copy = path.join(folder, "programs");
  cpSync(programs.folder, copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, path.relative(programs.folder, programs.binFolder));
}
