import { randomBytes } from "node:crypto";
import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { uuidv7 } from "uuidv7";
import { migrateDatabase } from "#db/migrate.ts";
import { freshDatabaseUrl } from "#db/test-database.ts";
import { signWebhook } from "#lib/adapters/outbound/sign-webhook.ts";
import { makeSystemActor } from "#lib/domain/actor.ts";
import { keyScopes, type KeyScope } from "#lib/domain/key-scope.ts";
import { makeApiKey } from "#lib/server/api-key.ts";
import { loadEnv } from "#lib/server/env.ts";
import { openServices } from "#lib/server/services.ts";
import { startOnePassword } from "#lib/simulator/onepassword/server.ts";
import { createKey } from "#lib/use-cases/keys/change-keys.ts";
import { syncDirectory } from "#lib/use-cases/sync-directory.ts";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Module = Partial<Record<string, Handler>>;

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The route files of the machine interface, as OpenAPI writes their paths. */
export function routePaths(): Map<string, string> {
  const files = globSync("{healthz,readyz,metrics,v1}/**/route.ts", { cwd: folder });
  return new Map(
    files.map((file) => {
      const place = path.dirname(file).split(path.sep).join("/");
      return [`/api/${place.replace(/\[(\w+)\]/g, "{$1}")}`, `./${file}`];
    }),
  );
}

/** The real route handlers behind a real HTTP server, on a real database and the simulated account. */
export async function openMachineServer() {
  const database = await freshDatabaseUrl();
  await migrateDatabase(database.url);
  const account = await startOnePassword({ port: 0, people: 40 });
  const dataDir = mkdtempSync(path.join(tmpdir(), "countersign-machine-"));
  const { lookUp, suspend, reactivate } = account.applications;
  const credentials = Object.entries({ LOOKUP: lookUp, SUSPEND: suspend, REACTIVATE: reactivate }).flatMap(
    ([purpose, { clientId, clientSecret }]) => [
      [`ONEPASSWORD_${purpose}_CLIENT_ID`, clientId],
      [`ONEPASSWORD_${purpose}_CLIENT_SECRET`, clientSecret],
    ],
  );
  const env = {
    ONEPASSWORD_API_URL: account.url,
    ONEPASSWORD_ACCOUNT_ID: account.accountId,
    ...(Object.fromEntries(credentials) as Record<string, string>),
    // Nobody signs in here; that nobody answers is what readiness then says.
    OIDC_ISSUER: "http://127.0.0.1:9",
    OIDC_CLIENT_ID: "countersign",
    OIDC_CLIENT_SECRET: randomBytes(24).toString("hex"),
  };
  writeFileSync(path.join(dataDir, "simulator.json"), JSON.stringify({ env }));
  const loaded = loadEnv({ NODE_ENV: "test", DATA_DIR: dataDir, DATABASE_URL: database.url });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const services = await openServices(loaded.env);
  globalThis.countersignServices = services;
  await syncDirectory(services);

  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const source = {
    name: "edr",
    preset: "auto",
    owner: null,
    secrets: [secret],
    enabled: true,
    createdAt: services.clock.now(),
    lastDeliveryAt: null,
    accepted: 0,
    rejected: 0,
  };
  await services.stores.commit([services.stores.sources.insert(source)]);
  const makeKey = async (scopes: readonly KeyScope[], given = {}) => {
    const { token, tokenHash } = makeApiKey();
    const { id } = await createKey(services, makeSystemActor("administration"), {
      name: `Key ${uuidv7()}`,
      scopes: [...scopes],
      owner: "Detection engineering",
      purpose: "",
      heldByAgent: false,
      expiresAt: null,
      tokenHash,
      ...given,
    });
    return { id, token };
  };
  const routes = await Promise.all(
    [...routePaths()].map(async ([template, file]) => ({
      pattern: new RegExp(`^${template.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
      // A route file is asked for by its place: that they all are is what the test is about.
      module: (await import(/* @vite-ignore */ file)) as Module,
    })),
  );
  const server = createServer((incoming, outgoing) => {
    void answer(incoming).then(async (response) => {
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  const answer = async (incoming: IncomingMessage): Promise<Response> => {
    const url = new URL(incoming.url ?? "/", loaded.env.publicUrl);
    const found = routes.find(({ pattern }) => pattern.test(url.pathname));
    const handler = found?.module[incoming.method ?? "GET"];
    if (!found || !handler) return new Response(null, { status: found ? 405 : 404 });
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const headers = new Headers(
      Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    );
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const init = {
      method: incoming.method ?? "GET",
      headers,
      ...(hasBody && { body: Buffer.concat(chunks) }),
    };
    const params = found.pattern.exec(url.pathname)?.groups ?? {};
    const decoded = Object.fromEntries(Object.entries(params).map(([k, v]) => [k, safeDecode(v)]));
    return handler(new Request(url, init), { params: Promise.resolve(decoded) });
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    services,
    base,
    source: source.name,
    makeKey,
    allScopes: (await makeKey(keyScopes)).token,
    signed: (body: string, id: string = uuidv7()) =>
      signWebhook({ secret, id, at: services.clock.now(), body }),
    async close() {
      await new Promise((resolve) => server.close(resolve));
      globalThis.countersignServices = undefined;
      await services.stop();
      await account.close();
      await database.drop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
