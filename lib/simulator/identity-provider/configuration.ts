import { interactionPolicy } from "oidc-provider";
import type { Configuration, KoaContextWithOIDC, Provider } from "oidc-provider";
import { createMemoryAdapter } from "./memory-adapter.ts";
import { escapeHtml, pagePolicy, renderPage } from "./page.ts";
import { findPersona } from "./personas.ts";
import type { IdentityProviderState } from "./state.ts";

const { Check } = interactionPolicy;

export interface ConfigurationInput {
  state: IdentityProviderState;
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
}

export function buildConfiguration(input: ConfigurationInput): Configuration {
  const { state } = input;
  return {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: input.clientId,
        client_secret: input.clientSecret,
        client_name: "Countersign",
        // A native client's loopback addresses match on any port (RFC 8252 §7.3): the console's port is a setting.
        application_type: "native",
        redirect_uris: input.redirectUris,
        post_logout_redirect_uris: input.postLogoutRedirectUris,
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "client_secret_basic",
        require_auth_time: true,
      },
    ],
    jwks: { keys: [state.signingKey] },
    cookies: {
      keys: state.cookieKeys,
      // Cookies of localhost are shared by all its ports, so the names must not meet those of the console.
      names: { session: "acme_idp_session", interaction: "acme_idp_interaction", resume: "acme_idp_resume" },
    },
    // Groups come with `openid` already: a console that doesn't know a scope of that name still gets roles.
    claims: {
      openid: ["sub", "groups", "amr"],
      groups: ["groups"],
      profile: ["name"],
      email: ["email", "email_verified"],
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, sub) => {
      const persona = findPersona(sub);
      if (persona === undefined) return undefined;
      const { name, email, groups } = persona;
      return { accountId: sub, claims: () => ({ sub, name, email, email_verified: true, groups }) };
    },
    interactions: {
      url: (_context, interaction) => `/interaction/${interaction.uid}`,
      policy: buildPolicy(),
    },
    loadExistingGrant: grantEverything,
    renderError: (context, out) => {
      setPageHeaders(context);
      context.body = renderPage({
        title: "Sign-in failed · Acme Identity",
        content: `<h1>That did not work</h1>
<p>Nobody was signed in. Go back to Countersign and start again from its sign-in page.</p>
<pre>${escapeHtml(out.error)}${out.error_description === undefined ? "" : `: ${escapeHtml(out.error_description)}`}</pre>`,
      });
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          setPageHeaders(context, originsOf(input.postLogoutRedirectUris));
          context.body = renderPage({
            title: "Sign out · Acme Identity",
            content: `<h1>Sign out here too?</h1>
<p>You are signed out of Countersign. Acme Identity still knows you in this browser.</p>
${form}
<div class="row"><button class="button main" form="op.logoutForm" name="logout" value="yes">Sign out</button>
<button class="button" form="op.logoutForm">Stay signed in</button></div>`,
          });
        },
        postLogoutSuccessSource: (context) => {
          setPageHeaders(context);
          context.body = renderPage({
            title: "Signed out · Acme Identity",
            content: "<h1>Signed out</h1>\n<p>You can close this page, or sign in to Countersign again.</p>",
          });
        },
      },
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 600,
      Interaction: 3600,
      Session: 86_400,
    },
  };
}

/** Origins to which a form on one of the pages may lead in the end. Loopback addresses stand for all their ports. */
export function originsOf(uris: string[]): string[] {
  const origins = uris.map((uri) => {
    const url = new URL(uri);
    return url.protocol === "http:" ? `http://${url.hostname}:*` : url.origin;
  });
  return [...new Set(origins)];
}

function buildPolicy(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  // A real provider remembers who you are. Here one changes from person to person all the time, so it always asks.
  policy.get("login")?.checks.add(
    new Check("always_asks", "pick a person", (context) => {
      const wasAsked = context.oidc.result?.login !== undefined;
      return wasAsked || context.oidc.prompts.has("none") ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  // Consent is given by picking the person; a second page would ask nothing new.
  policy.remove("consent");
  return policy;
}

type Grant = InstanceType<Provider["Grant"]>;

async function grantEverything(context: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider, requestParamScopes } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope([...requestParamScopes].join(" "));
  await grant.save();
  return grant;
}

function setPageHeaders(context: KoaContextWithOIDC, formTargets: string[] = []): void {
  context.type = "html";
  context.set("content-security-policy", pagePolicy(formTargets));
}
