import type { Metadata } from "next";
import { cookies } from "next/headers";
import { cache, type ReactNode } from "react";

import { readCounts } from "#app/api/console/counts/read-counts.ts";
import { ConsoleShell } from "#components/live/console-shell.tsx";
import { LiveStatus } from "#components/live/live-status.tsx";
import { LiveUpdates } from "#components/live/live-updates.tsx";
import { NoticeBell } from "#components/live/notice-bell.tsx";
import { QueryProvider } from "#components/live/query-provider.tsx";
import { TopBar } from "#components/shell/top-bar.tsx";
import { Shortcuts } from "#components/shortcuts/shortcuts.tsx";
import { type Role, rolesAllow } from "#lib/domain/roles.ts";
import { services } from "#lib/server/services.ts";
import { currentActor, requireActor } from "#lib/server/session/current.ts";

import { ConsoleBanner, environmentName } from "./console-banner.tsx";
import { NoRole } from "./no-role.tsx";
import { Person } from "./person.tsx";
import { railFooter, railItems } from "./rail-items.tsx";

/** Title and rail ask for the same numbers while one page is rendered. */
const countsOnce = cache(async () => {
  const actor = await currentActor();
  return actor === null || !rolesAllow(actor.roles, "read") ? null : readCounts(services(), actor);
});

/** What waits stands before the title of every page from its first byte on; the browser keeps it right. */
export async function generateMetadata(): Promise<Metadata> {
  const waiting = (await countsOnce())?.waiting.length ?? 0;
  return { title: { template: waiting > 0 ? `(${waiting}) %s` : "%s", default: "Countersign" } };
}

/** Whoever asks, decides or confirms is told what waits for them and what became of it. */
function isTold(roles: readonly Role[]): boolean {
  return rolesAllow(roles, "request_action") || rolesAllow(roles, "confirm_sensitive_change");
}

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const counts = await countsOnce();
  if (counts === null) return <NoRole actor={actor} />;
  const { env } = services();
  const items = railItems(actor.roles);
  const keys = (await cookies()).get("cs-keys")?.value;
  return (
    <QueryProvider>
      <LiveUpdates>
        <ConsoleShell
          railItems={items}
          railFooter={railFooter(env)}
          initialCounts={counts}
          banner={<ConsoleBanner env={env} />}
          topBar={
            <TopBar
              environment={environmentName(env)}
              demo={env.demo}
              live={
                <>
                  <LiveStatus />
                  <Shortcuts enabledAtFirst={keys !== "off"} hrefs={items.map((item) => item.href)} />
                </>
              }
              notices={isTold(actor.roles) ? <NoticeBell /> : null}
              person={<Person actor={actor} />}
            />
          }
        >
          {children}
        </ConsoleShell>
      </LiveUpdates>
    </QueryProvider>
  );
}
