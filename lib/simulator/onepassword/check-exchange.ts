import { checkSchema, type JsonSchema } from "./json-schema.ts";
import { documentedOperations, type DocumentedOperation, resolveSchema } from "./users-api-document.ts";

/** One request to the Users API and its answer, as seen on the wire. */
export interface HttpExchange {
  method: string;
  url: string;
  /** Of the request; names in any case. */
  headers: Record<string, string>;
  /** The request's body; empty or null for none. */
  body: string | null;
  /** Null when no answer came: then only the request is checked. */
  status: number | null;
  responseBody: string | null;
}

/** Where an exchange departs from `docs/specifications/users-api.openapi.json`; empty when it doesn't. */
export function checkExchange(exchange: HttpExchange): string[] {
  const url = new URL(exchange.url);
  for (const operation of documentedOperations) {
    const names = operation.method === exchange.method ? matchPath(operation.path, url.pathname) : null;
    if (names !== null) {
      return [
        ...checkParameters({ operation, names, url, exchange }),
        ...checkCredentials(operation, exchange),
        ...checkRequestBody(operation, exchange),
        ...checkResponse(operation, exchange),
      ].map((problem) => `${operation.id}: ${problem}`);
    }
  }
  return [`${exchange.method} ${url.pathname} is not in the specification`];
}

/** The path's parameters, still encoded; null when the path is another operation's. */
function matchPath(template: string, path: string): Map<string, string> | null {
  const names = [...template.matchAll(/\{(\w+)\}/gu)].map((match) => match[1] ?? "");
  const found = new RegExp(`^${template.replace(/\{\w+\}/gu, "([^/:]+)")}$`, "u").exec(path);
  return found === null ? null : new Map(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

function checkParameters(input: {
  operation: DocumentedOperation;
  names: Map<string, string>;
  url: URL;
  exchange: HttpExchange;
}): string[] {
  const { operation, names, url, exchange } = input;
  const known = operation.parameters.filter((parameter) => parameter.in === "query");
  const problems = [...url.searchParams.keys()]
    .filter((name) => !known.some((parameter) => parameter.name === name))
    .map((name) => `query ${name} is not in the specification`);
  for (const parameter of operation.parameters) {
    const text =
      parameter.in === "path"
        ? names.get(parameter.name)
        : parameter.in === "query"
          ? url.searchParams.get(parameter.name)
          : header(exchange, parameter.name);
    const at = `${parameter.in} ${parameter.name}`;
    if (text === undefined || text === null) {
      if (parameter.required) problems.push(`${at} is missing`);
      continue;
    }
    problems.push(...check(parameter.schema, fromText(parameter.schema, text), at));
  }
  return problems;
}

function checkCredentials(operation: DocumentedOperation, exchange: HttpExchange): string[] {
  const scheme = header(exchange, "authorization")?.split(" ")[0]?.toLowerCase();
  return scheme === operation.scheme
    ? []
    : [`Authorization should be ${operation.scheme}, not ${scheme ?? "absent"}`];
}

function checkRequestBody(operation: DocumentedOperation, exchange: HttpExchange): string[] {
  const body = exchange.body ?? "";
  if (operation.form === null) return body === "" ? [] : ["a body was sent, and none belongs there"];
  const type = header(exchange, "content-type")?.split(";")[0];
  if (type !== "application/x-www-form-urlencoded") return [`the form was sent as ${type ?? "nothing"}`];
  return check(operation.form, Object.fromEntries(new URLSearchParams(body)), "form");
}

function checkResponse(operation: DocumentedOperation, { status, responseBody }: HttpExchange): string[] {
  if (status === null) return [];
  const response = operation.responses.get(String(status));
  if (response === undefined) return [`status ${status} is not in the specification`];
  const body = responseBody ?? "";
  const schema = response.content["application/json"]?.schema;
  if (schema === undefined) return body === "" ? [] : [`${status} came with a body, and none belongs there`];
  const value = parse(body);
  if (value === undefined) return "text/plain" in response.content ? [] : [`${status} came without JSON`];
  return check(schema, value, `${status}`);
}

function check(schema: JsonSchema, value: unknown, at: string): string[] {
  return checkSchema({ schema, value, at, resolve: resolveSchema });
}

function fromText(schema: JsonSchema, text: string): unknown {
  return schema.type === "integer" && /^-?\d+$/u.test(text) ? Number(text) : text;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function header({ headers }: HttpExchange, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([known]) => known.toLowerCase() === wanted)?.[1];
}
