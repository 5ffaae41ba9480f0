"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";

import { Button } from "#components/ui/button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

export interface RevokeKeyProps {
  id: string;
  name: string;
  revoke: (input: { id: string }) => Promise<ActionResult<void>>;
}

/** Refuses a key from its next request on. */
export function RevokeKey({ id, name, revoke }: RevokeKeyProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();

  function press() {
    startTransition(async () => {
      const result = await revoke({ id });
      showToast(
        result.ok
          ? { tone: "success", title: `${name} is revoked`, description: "It is refused from now on." }
          : { tone: "danger", title: `${name} was not revoked`, description: result.message },
      );
      router.refresh();
    });
  }

  return (
    <Button size="sm" pending={pending} onClick={press} aria-label={`Revoke the key ${name}`}>
      Revoke
    </Button>
  );
}
