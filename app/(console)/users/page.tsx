import type { Metadata } from "next";
import { UserRoundSearch } from "lucide-react";
import { z } from "zod";

import { FilterField } from "#components/filter-field.tsx";
import { listAddress } from "#components/list-address.ts";
import { firstRow, readTrail } from "#components/page-trail.ts";
import { TimeStamp } from "#components/time-stamp.tsx";
import { DirectoryPages } from "#components/users/directory-pages.tsx";
import { DirectoryTable } from "#components/users/directory-table.tsx";
import { RefreshListing } from "#components/users/refresh-listing.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { LinkTabs } from "#components/ui/link-tabs.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { type DirectoryView, viewDirectory } from "#lib/use-cases/view-users.ts";
import { refreshListing } from "./actions.ts";

export const metadata: Metadata = { title: "Users – Countersign" };

const rowsPerPage = 50;
const path = "/users";

/** A parameter that comes twice or is nonsense counts as none. */
const Search = z.object({
  q: z.string().max(200).catch("").default(""),
  state: z.enum(["active", "suspended", "unknown"]).nullable().catch(null).default(null),
  at: z.string().optional().catch(undefined),
});
type Search = z.output<typeof Search>;

const states = { active: "ACTIVE", suspended: "SUSPENDED", unknown: "UNKNOWN" } as const;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function UsersPage({ searchParams }: Props) {
  const actor = await requireActor();
  const search = Search.parse(await searchParams);
  const { q, state } = search;
  const trail = readTrail(search.at);
  const directory = await viewDirectory(services(), actor, {
    q,
    state: state && states[state],
    limit: rowsPerPage,
    cursor: trail.at(-1) ?? null,
  });
  const { items, nextCursor } = directory;
  const tab = (label: string, of: Search["state"], count?: number) => ({
    label,
    href: listAddress(path, { q, state: of }),
    current: state === of,
    count,
  });
  const first = firstRow(trail, rowsPerPage);
  return (
    <>
      <PageHeader
        title="Users"
        description={<ListedAt directory={directory} />}
        actions={
          directory.refreshableAt === null ? null : (
            <RefreshListing refresh={refreshListing} refreshableAt={directory.refreshableAt} />
          )
        }
      >
        <LinkTabs
          label="By state"
          tabs={[
            tab("Everybody", null, directory.total),
            tab("Active", "active"),
            tab("Suspended", "suspended", directory.suspended),
            tab("Unknown", "unknown"),
          ]}
        />
      </PageHeader>
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <FilterField
          path={path}
          label="Search by name or e-mail"
          placeholder="Name or e-mail"
          q={q}
          keep={{ state }}
        />
        <p className="text-xs text-muted">
          States are those of the last reading or listing. A person’s page reads 1Password again.
        </p>
      </div>
      {items.length === 0 ? (
        <div className="rounded-lg border bg-surface">
          <Nobody directory={directory} search={search} />
        </div>
      ) : (
        <>
          <DirectoryTable rows={items} />
          <DirectoryPages
            summary={
              first === null
                ? null
                : `People ${first}–${first + items.length - 1}${q === "" ? "" : ` of “${q}”`}, by name`
            }
            previousHref={trail.length === 0 ? null : listAddress(path, { q, state }, trail.slice(0, -1))}
            nextHref={nextCursor === null ? null : listAddress(path, { q, state }, [...trail, nextCursor])}
          />
        </>
      )}
    </>
  );
}

function ListedAt({ directory }: { directory: DirectoryView }) {
  if (directory.listedAt === null) return <>The 1Password account has not been listed yet</>;
  return (
    <>
      The 1Password account’s people, listed <TimeStamp at={directory.listedAt} />
    </>
  );
}

function Nobody({ directory, search }: { directory: DirectoryView; search: Search }) {
  if (directory.total === 0 && directory.listedAt === null) {
    return (
      <EmptyState
        icon={<UserRoundSearch />}
        title="The directory has not been listed yet"
        actions={
          <LinkButton href="/settings" size="sm">
            See how the connection is
          </LinkButton>
        }
      >
        Countersign lists it by itself as soon as 1Password answers, and tries again every half minute until
        then. Whether 1Password answers is shown in Settings.
      </EmptyState>
    );
  }
  const words = search.state === null ? "" : ` ${search.state}`;
  return (
    <EmptyState
      icon={<UserRoundSearch />}
      title={search.q === "" ? `Nobody is${words} here` : `Nobody${words} matches “${search.q}”`}
      actions={
        <LinkButton href={path} size="sm">
          Show everybody
        </LinkButton>
      }
    >
      The search looks in names and e-mails of the last listing. Somebody added to 1Password since then
      appears with the next one.
    </EmptyState>
  );
}
