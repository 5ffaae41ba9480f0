import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { JsonWebKey } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const stateSchema = z.object({
  signingKey: z.record(z.string(), z.unknown()),
  cookieKeys: z.array(z.string()).min(1),
  clientSecret: z.string().min(32),
});

/** What has to be the same after a restart, or tokens, cookies and the console's credential would stop working. */
export interface IdentityProviderState {
  signingKey: JsonWebKey;
  cookieKeys: string[];
  /** The console's credential here; made with the rest so that it is nobody's default. */
  clientSecret: string;
}

/** Reads the state, or makes it and writes it with mode 0600. Without a file it lives as long as the caller keeps it. */
export function readOrMakeState(stateFile?: string): IdentityProviderState {
  if (stateFile !== undefined && existsSync(stateFile)) {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(stateFile, "utf8")));
    if (!parsed.success) {
      throw new Error(`${stateFile} is not the identity provider's state. Move it away and start again.`);
    }
    return parsed.data;
  }
  const state = makeState();
  if (stateFile !== undefined) {
    mkdirSync(path.dirname(stateFile), { recursive: true, mode: 0o700 });
    // Written beside and renamed, for half a file after a crash would refuse every later start.
    const draft = `${stateFile}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
    renameSync(draft, stateFile);
  }
  return state;
}

function makeState(): IdentityProviderState {
  // RS256 is what OpenID Connect clients expect unless told otherwise.
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    signingKey: {
      ...privateKey.export({ format: "jwk" }),
      kid: randomBytes(8).toString("hex"),
      use: "sig",
      alg: "RS256",
    },
    cookieKeys: [randomBytes(32).toString("base64url")],
    clientSecret: randomBytes(32).toString("base64url"),
  };
}
