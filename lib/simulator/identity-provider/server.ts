import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import { buildConfiguration, originsOf } from "./configuration.ts";
import { pagePolicy, renderPage } from "./page.ts";
import { findPersona, personas } from "./personas.ts";
import { renderSignInPage } from "./sign-in-page.ts";
import { readOrMakeState } from "./state.ts";

export interface IdentityProviderOptions {
  /** 0 takes a free one. */
  port: number;
  /** Exact but for the port of loopback addresses, which is free. */
  redirectUris: string[];
  postLogoutRedirectUris?: string[];
  clientId: string;
  clientSecret: string;
  /** Where signing key and cookie keys outlive a restart; without it they don't. */
  stateFile?: string;
}

export interface IdentityProvider {
  /** `http://localhost:PORT`: browsers and the console have to use the same name, or cookies and issuer differ. */
  issuer: string;
  personasUrl: string;
  close(): Promise<void>;
}

/**
 * Starts an OpenID provider on loopback at which one signs in by picking a person. Code flow with PKCE. Throws what
 * `listen` throws, `EADDRINUSE` say.
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const postLogoutRedirectUris =
    options.postLogoutRedirectUris ??
    originsIn(options.redirectUris).flatMap((it) => [`${it}/`, `${it}/sign-in`]);
  const state = readOrMakeState(options.stateFile);
  const provider = new Provider(issuer, buildConfiguration({ ...options, postLogoutRedirectUris, state }));
  const answerProtocol = provider.callback();
  const formTargets = originsOf(options.redirectUris);

  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(request.url ?? "/", issuer);
    if (pathname.startsWith("/interaction/")) {
      answerInteraction({ provider, issuer, formTargets, request, response }).catch(() => {
        // An interaction ends after an hour or with the process; anything else would be a fault of this page alone.
        sendPage(
          response,
          400,
          "This sign-in has expired",
          "Go back to Countersign and press Sign in again.",
        );
      });
    } else if (pathname === "/personas" && request.method === "GET") {
      response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
      response.end(JSON.stringify(personas));
    } else if (pathname === "/") {
      sendPage(
        response,
        200,
        "Nobody is signing in",
        "Open Countersign and press Sign in: it brings you here.",
      );
    } else {
      void answerProtocol(request, response);
    }
  });

  return {
    issuer,
    personasUrl: `${issuer}/personas`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Interaction {
  provider: Provider;
  issuer: string;
  formTargets: string[];
  request: IncomingMessage;
  response: ServerResponse;
}

async function answerInteraction({
  provider,
  issuer,
  formTargets,
  request,
  response,
}: Interaction): Promise<void> {
  const details = await provider.interactionDetails(request, response);
  if (request.method === "POST") {
    const origin = request.headers.origin;
    const persona = findPersona(new URLSearchParams(await readBody(request)).get("sub") ?? "");
    if (persona !== undefined && (origin === undefined || origin === issuer)) {
      await forgetOthers(provider, details, persona.sub);
      const login = { accountId: persona.sub, amr: ["user"] };
      await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
      return;
    }
  }
  const { reasons } = details.prompt;
  const isAgain = reasons.includes("login_prompt") || reasons.includes("max_age");
  response.writeHead(request.method === "POST" ? 422 : 200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": pagePolicy(formTargets),
  });
  response.end(renderSignInPage({ uid: details.uid, isAgain: isAgain && details.session !== undefined }));
}

/**
 * Ends the session of the person before. The library would do it by a page that needs a script to go on, in the middle
 * of the sign-in.
 */
async function forgetOthers(
  provider: Provider,
  details: Awaited<ReturnType<Provider["interactionDetails"]>>,
  sub: string,
): Promise<void> {
  if (details.session === undefined || details.session.accountId === sub) return;
  const session = await provider.Session.findByUid(details.session.uid);
  await session?.destroy();
  details.session = undefined;
  await details.persist();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 4096) throw new Error("The form is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function sendPage(response: ServerResponse, status: number, title: string, sentence: string): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": pagePolicy([]),
  });
  response.end(
    renderPage({ title: `${title} · Acme Identity`, content: `<h1>${title}</h1>\n<p>${sentence}</p>` }),
  );
}

function originsIn(uris: string[]): string[] {
  return [...new Set(uris.map((uri) => new URL(uri).origin))];
}
