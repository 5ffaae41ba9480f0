import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";

import { BrandMark } from "#components/shell/brand-mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { landingOf } from "#lib/domain/roles.ts";
import { currentActor } from "#lib/server/session/current.ts";
import { safePath } from "#lib/server/session/safe-path.ts";
import { signInWords } from "#lib/server/session/sign-in-words.ts";

export const metadata: Metadata = { title: "Sign in – Countersign" };

/** A parameter that comes twice or is nonsense counts as none: this page has to open for whoever lands on it. */
const text = z.string().optional().catch(undefined);
const Search = z.object({ from: text, again: text, refused: text });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { from: rawFrom, again, refused } = Search.parse(await searchParams);
  const from = safePath(rawFrom);
  const isAgain = again === "1";
  const actor = await currentActor();
  if (actor !== null && !isAgain && refused === undefined) redirect(from ?? landingOf(actor.roles));
  return (
    <main className="grid min-h-dvh place-items-center bg-subtle px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="rounded-lg border bg-surface p-6 shadow-card">
          <div className="flex items-center gap-2.5">
            <BrandMark className="size-7" />
            <h1 className="text-lg font-semibold text-fg">Countersign</h1>
          </div>
          <p className="mt-4 text-sm text-muted">
            {isAgain
              ? "This step needs a fresh sign-in. Confirm with your identity provider that it is you, and you come back to where you were."
              : "Suspending somebody in 1Password, or restoring them, takes two people here. Sign in with your organisation’s account."}
          </p>
          {refused === undefined ? null : (
            <Callout tone="danger" role="alert" title="You are not signed in" className="mt-4">
              {signInWords(refused)}
            </Callout>
          )}
          <form action="/api/auth/sign-in" method="post" className="mt-5">
            {from === null ? null : <input type="hidden" name="from" value={from} />}
            {isAgain ? <input type="hidden" name="again" value="1" /> : null}
            <Button type="submit" variant="primary" size="lg" className="w-full">
              Sign in
            </Button>
          </form>
        </div>
        <p className="mt-4 text-center text-xs text-muted">
          You sign in at your identity provider. Countersign never sees a password.
        </p>
      </div>
    </main>
  );
}
