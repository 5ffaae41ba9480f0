import { LogOut } from "lucide-react";

import { NoticeSwitch } from "#components/live/notice-switch.tsx";
import { PersonMenu } from "#components/shell/person-menu.tsx";
import { Button } from "#components/ui/button.tsx";
import type { PersonActor } from "#lib/domain/actor.ts";
import { roleNames, rolesAllow } from "#lib/domain/roles.ts";

/** Who is signed in, what they have chosen for this browser, and the way out. */
export function Person({ actor }: { actor: PersonActor }) {
  return (
    <PersonMenu name={actor.name} email={actor.email} roles={actor.roles.map((role) => roleNames[role])}>
      {rolesAllow(actor.roles, "decide_request") ? <NoticeSwitch /> : null}
      <form action="/api/auth/sign-out" method="post">
        <Button type="submit" variant="ghost" icon={<LogOut />} className="w-full justify-start px-1.5">
          Sign out
        </Button>
      </form>
    </PersonMenu>
  );
}
