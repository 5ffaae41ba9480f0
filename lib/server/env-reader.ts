import { readFileSync } from "node:fs";
import { z } from "zod";

/** Something about the configuration that keeps the console from starting, in words for whoever sets it up. */
export interface EnvProblem {
  variable: string;
  message: string;
  fix: string;
}

/** Turns an `op://vault/item/field` reference into the secret. */
export type ResolveReference = (
  reference: string,
  token: string,
) => { ok: true; value: string } | { ok: false; message: string; fix: string };

export interface EnvReader {
  /** The variable without surrounding space; undefined when it is unset or empty. */
  text(name: string): string | undefined;
  /** The variable by a schema, or the fallback when it is unset. A value that doesn't fit is reported. */
  parse<T>(input: { name: string; schema: z.ZodType<T>; fallback: NoInfer<T>; fix: string }): T;
  /** A secret by its value, by `NAME_FILE`, or by an `op://` reference. Never part of any message. */
  secret(name: string): string | undefined;
  report(problem: EnvProblem): void;
}

/** Reads variables and gathers what is wrong with them, so that all of it can be said at once. */
export function createEnvReader(input: {
  source: NodeJS.ProcessEnv;
  problems: EnvProblem[];
  resolveReference: ResolveReference;
}): EnvReader {
  const { source, problems, resolveReference } = input;
  const report = (problem: EnvProblem): void => {
    // One variable may be read twice on the way; its fault is told once.
    const isKnown = problems.some((it) => it.variable === problem.variable && it.message === problem.message);
    if (!isKnown) problems.push(problem);
  };
  const text = (name: string): string | undefined => source[name]?.trim() || undefined;

  const secret = (name: string): string | undefined => {
    const file = text(`${name}_FILE`);
    const value = text(name);
    if (file !== undefined && value !== undefined) {
      report({ variable: name, message: `is set together with ${name}_FILE`, fix: "Keep one of the two." });
      return undefined;
    }
    if (file !== undefined) return readSecretFile(`${name}_FILE`, file);
    if (value === undefined || !value.startsWith("op://")) return value;
    const token = text("OP_SERVICE_ACCOUNT_TOKEN");
    if (token === undefined) {
      report({
        variable: name,
        message: "is an op:// reference, and OP_SERVICE_ACCOUNT_TOKEN, which could resolve it, is not set",
        fix: "Set OP_SERVICE_ACCOUNT_TOKEN, or start under `op run --env-file .env -- npm start`.",
      });
      return undefined;
    }
    const resolved = resolveReference(value, token);
    if (resolved.ok) return resolved.value;
    report({ variable: name, message: resolved.message, fix: resolved.fix });
    return undefined;
  };

  const readSecretFile = (variable: string, file: string): string | undefined => {
    try {
      const content = readFileSync(file, "utf8").trim();
      if (content !== "") return content;
      report({ variable, message: `names ${file}, which is empty`, fix: "Write the secret into it." });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      report({
        variable,
        message: `names ${file}, which can't be read${code}`,
        fix: "Check the path and that this user may read it.",
      });
    }
    return undefined;
  };

  return {
    text,
    secret,
    report,
    parse({ name, schema, fallback, fix }) {
      const value = text(name);
      if (value === undefined) return fallback;
      const parsed = schema.safeParse(value);
      if (parsed.success) return parsed.data;
      report({
        variable: name,
        message: `is ${JSON.stringify(value.slice(0, 100))}, which it can't be`,
        fix,
      });
      return fallback;
    },
  };
}

/** The answer while this build brings no 1Password SDK: plain words instead of a secret that is an address. */
export function refuseReference(): ReturnType<ResolveReference> {
  return {
    ok: false,
    message: "is an op:// reference, which this build can't resolve by itself",
    fix: "Start under `op run --env-file .env -- npm start`, or put the secret into a file and name it by *_FILE.",
  };
}
