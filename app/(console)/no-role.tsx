import { LonePage } from "#components/live/lone-page.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PersonActor } from "#lib/domain/actor.ts";

/** For somebody whom the identity provider knows and this console has no role for. */
export function NoRole({ actor }: { actor: PersonActor }) {
  return (
    <LonePage
      title="You have no role here"
      actions={
        <form action="/api/auth/sign-out" method="post">
          <Button type="submit">Sign out</Button>
        </form>
      }
    >
      <p>
        You are signed in as {actor.name} ({actor.email}), but your identity provider names none of the groups
        that give a role in this console, so nothing is shown.
      </p>
      <p>Ask whoever manages your groups for one of them, then sign in again.</p>
    </LonePage>
  );
}
