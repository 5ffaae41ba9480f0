import type { Action } from "#lib/domain/directory.ts";

export type ApiVersion = "v1" | "v1beta1";

/** The form of account and user ids. What doesn't match never becomes part of an address. */
export const idPattern = /^[A-Za-z0-9-]{1,200}$/;

const tokenPaths = { v1: "v1/oauth/token", v1beta1: "v1beta1/users/oauth2/token" } as const satisfies Record<
  ApiVersion,
  string
>;

/** How the Users API calls the two states in its filter. */
const filters = { active: "user.isActive()", suspended: "user.isSuspended()" } as const;

export interface Routes {
  token: () => URL;
  users: (query: { filter?: "active" | "suspended"; pageSize: number; pageToken?: string }) => URL;
  user: (userId: string) => URL;
  action: (userId: string, action: Action) => URL;
}

/** The addresses of one account in one generation of the API. The generations differ in their prefixes only. */
export function createRoutes({
  base,
  accountId,
  apiVersion,
}: {
  base: URL;
  accountId: string;
  apiVersion: ApiVersion;
}): Routes {
  const root = `${base.origin}${base.pathname.replace(/\/+$/, "")}`;
  const users = `${root}/${apiVersion}/accounts/${checked(accountId)}/users`;
  return {
    token: () => new URL(`${root}/${tokenPaths[apiVersion]}`),
    users: ({ filter, pageSize, pageToken }) => {
      const url = new URL(users);
      if (filter !== undefined) url.searchParams.set("filter", filters[filter]);
      url.searchParams.set("max_page_size", String(pageSize));
      if (pageToken !== undefined) url.searchParams.set("page_token", pageToken);
      return url;
    },
    user: (userId) => new URL(`${users}/${checked(userId)}`),
    // The colon stays as it is: `%3Asuspend` is another path to 1Password.
    action: (userId, action) => new URL(`${users}/${checked(userId)}:${action}`),
  };
}

/** The callers have refused bad ids in their own words already; this is the last line, so it throws. */
function checked(id: string): string {
  if (!idPattern.test(id))
    throw new TypeError("An id that doesn't match its form was about to become an address.");
  return encodeURIComponent(id);
}
