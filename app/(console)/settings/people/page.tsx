import type { Metadata } from "next";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { z } from "zod";

import { IdentityRulesForm } from "#components/people/identity-rules-form.tsx";
import { PeopleTable } from "#components/people/people-table.tsx";
import { PeopleUpload } from "#components/people/people-upload.tsx";
import { ProtectedList } from "#components/people/protected-list.tsx";
import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { Count } from "#components/ui/count.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Section } from "#components/ui/section.tsx";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { viewPeople } from "#lib/use-cases/people/view-people.ts";
import { changeIdentityRules } from "./actions.ts";

export const metadata: Metadata = { title: "People – Settings – Countersign" };

const rowsShown = 50;

/** The address is typed, shared and cut off: what doesn't fit counts as not given. */
const Search = z.object({ after: z.string().max(320).nullable().catch(null) });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PeoplePage({ searchParams }: Props) {
  const { after } = Search.parse(await searchParams);
  const view = await viewPeople(services(), await requireActor(), { cursor: after, limit: rowsShown });
  return (
    <>
      <RefreshOnChange about="users" />
      <RefreshOnChange about="settings" />
      <PageHeader
        eyebrow={
          <Link href="/settings" className="inline-flex items-center gap-1 text-muted hover:text-fg">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Settings
          </Link>
        }
        title="People"
        description="What is known about people from elsewhere, and what kind of identity they are. It never changes a state."
      />
      <div className="flex flex-col gap-6">
        {view.mayChange ? (
          <Section title="Take in a people file" id="people-upload">
            <PeopleUpload />
          </Section>
        ) : null}
        <Section title="People file" id="people" flush aside={<Count value={view.total} />}>
          {view.total === 0 ? (
            <p className="p-4 text-sm text-muted">
              {view.mayChange
                ? "Nothing is known from elsewhere yet. Take in a CSV file above, or let a program send PUT /api/v1/subjects with a key."
                : "Nothing is known from elsewhere yet. An administrator can take in a CSV file."}
            </p>
          ) : (
            <PeopleTable people={view.items} />
          )}
        </Section>
        {after === null && view.nextCursor === null ? null : (
          <nav aria-label="Pages of people" className="flex flex-wrap gap-2">
            {after === null ? null : (
              <LinkButton href="/settings/people" size="sm">
                First page
              </LinkButton>
            )}
            {view.nextCursor === null ? null : (
              <LinkButton
                href={`/settings/people?after=${encodeURIComponent(view.nextCursor)}`}
                size="sm"
                rel="next"
              >
                Next page
              </LinkButton>
            )}
          </nav>
        )}
        <Section
          title="Rules of identity classes"
          id="identity-rules"
          aside="the first that fits; by hand and the people file go before them"
        >
          <IdentityRulesForm
            key={JSON.stringify(view.rules)}
            rules={view.rules}
            change={view.mayChange ? changeIdentityRules : null}
          />
        </Section>
        <Section
          title="Protected people"
          id="protected"
          flush
          aside={<Count value={view.protectedPeople.length} />}
        >
          <ProtectedList people={view.protectedPeople} />
        </Section>
      </div>
    </>
  );
}
