import { BlockList, isIP } from "node:net";
import path from "node:path";
import { z } from "zod";
import { isLoopbackHost } from "#lib/adapters/outbound/check-service-url.ts";
import type { EnvReader } from "./env-reader.ts";

/** Where this installation lives: addresses, files, keys. */
export interface PlaceEnv {
  port: number;
  simulatorPorts: { onepassword: number; identityProvider: number };
  /** Absolute. */
  dataDir: string;
  /** `file:` with an absolute path, or `postgres://…`. */
  databaseUrl: string;
  /** An origin, without a slash at the end. */
  publicUrl: string;
  logOrigin: string;
  keys: {
    logSigningKeyFile: string;
    dataKeyFile: string;
    /** Used when `cookieSecret` is null. */
    cookieSecretFile: string;
    cookieSecret: string | null;
    /** Files that somebody named must exist; those in DATA_DIR are made at the first start. */
    isLogSigningKeyNamed: boolean;
    isDataKeyNamed: boolean;
  };
  /** Addresses or networks (`10.0.0.0/8`) whose `X-Forwarded-*` is believed. */
  trustedProxies: string[];
}

export function readPlace(reader: EnvReader): PlaceEnv {
  const port = readPort(reader, "PORT", 3000);
  const onepassword = readPort(reader, "SIMULATOR_PORT", 3901);
  const identityProvider = readPort(reader, "SIMULATOR_IDP_PORT", 3902);
  const dataDir = path.resolve(reader.text("DATA_DIR") ?? "data");
  const publicUrl = readPublicUrl(reader, port);
  const cookieSecret = reader.secret("COOKIE_SECRET") ?? null;
  if (cookieSecret !== null && cookieSecret.length < 32) {
    const fix = "Use 32 characters or more, from `openssl rand -base64 32` say, or leave it unset.";
    reader.report({ variable: "COOKIE_SECRET", message: "is too short to be a secret", fix });
  }
  const logSigningKeyFile = reader.text("LOG_SIGNING_KEY_FILE");
  const dataKeyFile = reader.text("DATA_KEY_FILE");
  return {
    port,
    simulatorPorts: { onepassword, identityProvider },
    dataDir,
    databaseUrl: readDatabaseUrl(reader, dataDir),
    publicUrl,
    logOrigin: readLogOrigin(reader, publicUrl),
    keys: {
      logSigningKeyFile: path.resolve(logSigningKeyFile ?? path.join(dataDir, "log-signing-key.pem")),
      dataKeyFile: path.resolve(dataKeyFile ?? path.join(dataDir, "data-key")),
      cookieSecretFile: path.join(dataDir, "cookie-secret"),
      cookieSecret,
      isLogSigningKeyNamed: logSigningKeyFile !== undefined,
      isDataKeyNamed: dataKeyFile !== undefined,
    },
    trustedProxies: readTrustedProxies(reader),
  };
}

function readPort(reader: EnvReader, name: string, fallback: number): number {
  const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(1).max(65_535));
  return reader.parse({ name, schema, fallback, fix: "Use a number from 1 to 65535." });
}

function readPublicUrl(reader: EnvReader, port: number): string {
  const text = reader.text("PUBLIC_URL");
  if (text === undefined) return `http://localhost:${port}`;
  const url = URL.parse(text);
  const fix = "Use the address that browsers show, without a path: https://countersign.acme.example.";
  const report = (message: string): void => reader.report({ variable: "PUBLIC_URL", message, fix });
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    report("is not an http or https address");
    return `http://localhost:${port}`;
  }
  if (
    url.pathname !== "/" ||
    url.search !== "" ||
    url.hash !== "" ||
    url.username !== "" ||
    url.password !== ""
  ) {
    report("holds more than scheme, host and port");
  }
  // Session cookies over plain http could be read on the way by anybody.
  if (url.protocol === "http:" && !isLoopbackHost(url.hostname)) report("uses http beyond this computer");
  return url.origin;
}

function readDatabaseUrl(reader: EnvReader, dataDir: string): string {
  const text = reader.text("DATABASE_URL");
  if (text === undefined) return `file:${path.join(dataDir, "countersign.db")}`;
  if (text.startsWith("file:") && text.length > 5)
    return `file:${path.resolve(text.slice(5).replace(/^\/\/(?=\/)/, ""))}`;
  if (!/^postgres(ql)?:\/\/./.test(text)) {
    // The value may hold a password, so it isn't repeated.
    const fix = "Use file:PATH for SQLite or postgres://user@host/database for PostgreSQL.";
    reader.report({ variable: "DATABASE_URL", message: "names no database that this program knows", fix });
  }
  return text;
}

function readLogOrigin(reader: EnvReader, publicUrl: string): string {
  // C2SP notes forbid spaces and plus signs in a log's name; a line break would end it.
  const schema = z.string().regex(/^[^\s+]{1,200}$/);
  const fallback = `${new URL(publicUrl).host}/countersign/log`;
  return reader.parse({
    name: "LOG_ORIGIN",
    schema,
    fallback,
    fix: "Use a name such as acme.example/countersign/log.",
  });
}

function readTrustedProxies(reader: EnvReader): string[] {
  const entries = (reader.text("TRUSTED_PROXIES") ?? "").split(",").map((entry) => entry.trim());
  const proxies = entries.filter((entry) => entry !== "");
  for (const proxy of proxies.filter((entry) => !isAddressOrNetwork(entry))) {
    const message = `holds ${JSON.stringify(proxy.slice(0, 100))}, which is no address`;
    reader.report({
      variable: "TRUSTED_PROXIES",
      message,
      fix: "Use addresses or networks parted by commas: 10.0.0.7, 10.1.0.0/16.",
    });
  }
  return proxies;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  if (!/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), version === 4 ? "ipv4" : "ipv6");
    return true;
  } catch {
    return false;
  }
}
