"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** Leads to the identity provider and back to this very place. A plain link: the page after it is another session's. */
export function SignInAgain() {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const query = new URLSearchParams({ again: "1", from: search === "" ? pathname : `${pathname}?${search}` });
  return (
    <a href={`/sign-in?${query.toString()}`} className="font-medium text-accent underline underline-offset-2">
      Sign in again
    </a>
  );
}
