import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";

import { UnrecordedNote } from "#components/audit/unrecorded-note.tsx";
import { SignalList } from "#components/case/signal-list.tsx";
import { EntityId } from "#components/entity-id.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { showUnsafeText } from "#components/split-unsafe-text.ts";
import { PersonalDataSection } from "#components/personal-data/personal-data-section.tsx";
import { IdentitySection } from "#components/people/identity-section.tsx";
import { RefreshOnChange } from "#components/refresh-on-change.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { ErasedUser } from "#components/users/erased-user.tsx";
import { LiveUser } from "#components/users/live-user.tsx";
import { UserCases } from "#components/users/user-cases.tsx";
import { UserHistory } from "#components/users/user-history.tsx";
import { UserRequests } from "#components/users/user-requests.tsx";
import { DomainError } from "#lib/domain/errors.ts";
import { services } from "#lib/server/services.ts";
import { requireActor } from "#lib/server/session/current.ts";
import { recordRead } from "#lib/use-cases/record-read.ts";
import { rolesAllow } from "#lib/domain/roles.ts";
import { viewIdentity } from "#lib/use-cases/people/view-identity.ts";
import { viewPersonalData } from "#lib/use-cases/personal-data/view-personal-data.ts";
import { viewUser } from "#lib/use-cases/view-users.ts";
import * as identityActions from "#app/(console)/users/identity-actions.ts";
import * as actions from "#app/(console)/settings/personal-data-actions.ts";

interface Props {
  params: Promise<{ id: string }>;
}

/** Title and page ask for the same person: one reading for both. */
const loadUser = cache(async (userId: string) => {
  const actor = await requireActor();
  try {
    const user = await viewUser(services(), actor, { userId });
    const unrecorded = await recordRead(services(), actor, { what: "user", key: user.subject.userId });
    return { ...user, unrecorded };
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { subject } = await loadUser((await params).id);
  return { title: `${showUnsafeText(subject.name)} – Users – Countersign` };
}

export default async function UserPage({ params }: Props) {
  const user = await loadUser((await params).id);
  const { subject } = user;
  const actor = await requireActor();
  const identity = await viewIdentity(services(), actor, { userId: subject.userId });
  const personalData = await viewPersonalData(services(), actor, { userId: subject.userId });
  // Whoever was erased is read again only for a case that was opened since.
  const isErased = personalData.erasedAt !== null && user.cases.every(({ status }) => status === "closed");
  return (
    <>
      <RefreshOnChange about="users" />
      <UnrecordedNote why={user.unrecorded} />
      <RefreshOnChange about="settings" />
      <PageHeader
        eyebrow={
          <Link href="/users" className="inline-flex items-center gap-1 text-muted hover:text-fg">
            <ArrowLeft aria-hidden="true" className="size-3.5" />
            Users
          </Link>
        }
        title={<SafeText text={subject.name} />}
        description={
          <span className="inline-flex flex-wrap items-center gap-x-2">
            {subject.email === "" ? null : <SafeText text={subject.email} />}
            <EntityId id={subject.userId} shorten />
          </span>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-4 max-xl:order-last">
          <UserCases cases={user.cases} />
          {user.kept.length === 0 ? null : (
            <SignalList title="Signals in no case" signals={user.kept} total={user.kept.length} />
          )}
          <UserRequests requests={user.requests} />
          <IdentitySection
            identity={identity}
            actions={{
              setClass: identityActions.setIdentityClass,
              protect: identityActions.protectPerson,
              unprotect: identityActions.unprotectPerson,
              keep: identityActions.keepProtected,
            }}
          />
          <UserHistory entries={user.history} />
          <PersonalDataSection
            userId={subject.userId}
            name={subject.name}
            caseKeys={user.cases.map(({ key }) => key)}
            view={personalData}
            actions={{
              ask: actions.askErasure,
              confirm: actions.confirmErasure,
              decline: actions.declineErasure,
            }}
            holdActions={{
              set: actions.setLegalHold,
              end: actions.endLegalHold,
              keep: actions.keepLegalHold,
            }}
            showReceipts={rolesAllow(actor.roles, "audit")}
          />
        </div>
        {isErased ? (
          <ErasedUser subject={subject} />
        ) : (
          <LiveUser key={subject.userId} subject={subject} underWay={user.underWay} />
        )}
      </div>
    </>
  );
}
