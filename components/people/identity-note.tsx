import type { ReactNode } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DescriptionList } from "#components/ui/description-list.tsx";
import { identityClassNames } from "#lib/domain/identity-words.ts";
import type { IdentityNote as Note } from "#lib/domain/views/people-view.ts";

const givenBy = {
  person: "set by hand",
  file: "from the people file",
  rule: "by a rule",
  default: "nothing else is known",
} as const satisfies Record<Note["by"], string>;

/** The class in a word, where it comes from, and whether the person is protected. */
export function IdentityBadges({ identity }: { identity: Note }) {
  const { identityClass, by, isProtected } = identity;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      <Badge tone={identityClass === "person" ? "neutral" : "violet"}>
        {identityClassNames[identityClass]}
      </Badge>
      {isProtected ? <Badge tone="warning">Protected</Badge> : null}
      <span className="text-xs text-muted">{givenBy[by]}</span>
    </span>
  );
}

/** What is known of the person from elsewhere; what nobody said is left out. */
export function IdentityFacts({ identity }: { identity: Note }) {
  const { profile } = identity;
  if (profile === null) {
    return <p className="text-xs text-muted">No people file speaks of this person.</p>;
  }
  const facts: [string, ReactNode][] = [
    [
      "Stops with it",
      profile.dependents.length === 0 ? null : <SafeText text={profile.dependents.join("; ")} />,
    ],
    ["Second contact", text(profile.secondContact)],
    ["Department", text(profile.department)],
    ["Manager", text(profile.manager)],
    ["Partner contact", text(profile.partner)],
    ["Operating team", text(profile.operatingTeam)],
    ["Aliases", profile.aliases.length === 0 ? null : <SafeText text={profile.aliases.join(", ")} />],
  ];
  return (
    <div className="grid gap-2">
      <DescriptionList
        items={facts.filter(([, value]) => value !== null).map(([term, value]) => ({ term, value }))}
      />
      <p className="text-xs text-muted">
        From <SafeText text={profile.source} />, <TimeStamp at={profile.importedAt} />
      </p>
    </div>
  );
}

/** What the second person has to know before deciding: what kind of identity it is, and what stops with it. */
export function IdentityWarning({ identity, action }: { identity: Note; action: "suspend" | "reactivate" }) {
  const { advice, isProtected, profile } = identity;
  const dependents = profile?.dependents ?? [];
  const whoRevokes =
    identity.identityClass === "onepassword_service_account"
      ? (profile?.operatingTeam ?? profile?.secondContact ?? null)
      : null;
  return (
    <div className="grid gap-1.5">
      <IdentityBadges identity={identity} />
      {action === "suspend" && dependents.length > 0 ? (
        <Callout tone="warning" title="What stops with it">
          <SafeText text={dependents.join("; ")} />
        </Callout>
      ) : null}
      {advice === null ? null : (
        <p className="text-sm text-fg">
          {advice}
          {whoRevokes === null ? null : (
            <>
              {" "}
              Here that is <SafeText text={whoRevokes} />.
            </>
          )}
        </p>
      )}
      {isProtected ? (
        <p className="text-sm text-fg">An administrator marked this person as protected.</p>
      ) : null}
      {profile === null ? null : (
        <p className="text-xs text-muted">
          {profile.secondContact === null ? null : (
            <>
              Second contact <SafeText text={profile.secondContact} />.{" "}
            </>
          )}
          {profile.partner === null ? null : (
            <>
              Partner contact <SafeText text={profile.partner} />.{" "}
            </>
          )}
          {profile.operatingTeam === null ? null : (
            <>
              Operated by <SafeText text={profile.operatingTeam} />.{" "}
            </>
          )}
          From <SafeText text={profile.source} />, <TimeStamp at={profile.importedAt} />
        </p>
      )}
    </div>
  );
}

function text(value: string | null): ReactNode {
  return value === null ? null : <SafeText text={value} />;
}
