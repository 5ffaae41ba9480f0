import { ArrowLeftRight, Inbox, Scale, ScrollText, Settings, Stamp, Users } from "lucide-react";

import type { RailItem } from "#components/shell/left-rail.tsx";
import { rolesAllow, type Role } from "#lib/domain/roles.ts";
import type { Env } from "#lib/server/env.ts";

/** The pages that exist and that these roles may open. */
export function railItems(roles: readonly Role[]): RailItem[] {
  return [
    { href: "/cases", label: "Cases", icon: <Inbox /> },
    { href: "/approvals", label: "Approvals", icon: <Stamp /> },
    { href: "/users", label: "Users", icon: <Users /> },
    ...(rolesAllow(roles, "audit") ? [{ href: "/audit", label: "Audit", icon: <ScrollText /> }] : []),
    { href: "/policies", label: "Policies", icon: <Scale /> },
    { href: "/settings", label: "Settings", icon: <Settings /> },
  ];
}

/** In the demo the way to the simulated account's own page, where anybody can play the rest of the world. */
export function railFooter(env: Env): RailItem[] {
  if (!env.simulates.onepassword) return [];
  const href = new URL("/", env.onepassword.baseUrl).href;
  return [{ href, label: "The other side", icon: <ArrowLeftRight /> }];
}
