"use client";

import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { NewSource, type AddedSource } from "#components/settings/new-source.tsx";
import type { SettingsActions } from "#components/sources/source-actions.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import type { SourceView } from "#lib/domain/views/source-view.ts";

/** Changing over to a new secret, in two steps with no gap between them. */
export function SourceSecrets({
  source,
  rotate,
  retire,
}: { source: SourceView } & Pick<SettingsActions, "rotate" | "retire">) {
  const { act, pending, problem } = useActHere();
  const [made, setMade] = useState<AddedSource | null>(null);
  const two = source.secrets > 1;

  async function makeNew() {
    const answer = await act("rotate", () => rotate({ name: source.name }));
    if (answer !== null) setMade(answer);
  }

  async function retireOld() {
    if ((await act("retire", () => retire({ name: source.name }))) === null) return;
    showToast({ tone: "success", title: "The old secret is refused from now on" });
  }

  return (
    <div className="grid gap-3 text-sm">
      <p className="text-muted">
        {two
          ? "Two secrets are valid now. Put the new one into the sender, wait for a delivery, then retire the old one."
          : "One secret is valid. A new one is taken beside it until you retire the old one, so that no delivery is lost."}
      </p>
      <ProblemNote problem={problem} />
      {source.mayChange ? (
        <div className="flex flex-wrap gap-2">
          {two ? (
            <Button size="sm" pending={pending === "retire"} onClick={() => void retireOld()}>
              Retire old secret
            </Button>
          ) : (
            <Button size="sm" pending={pending === "rotate"} onClick={() => void makeNew()}>
              Rotate secret
            </Button>
          )}
        </div>
      ) : null}
      <Dialog
        open={made !== null}
        onOpenChange={(open) => {
          // The secret must not come back.
          if (!open) setMade(null);
        }}
        size="lg"
        title={`A new secret for ${source.name}`}
        description="It is shown now and never again. The old one is taken until you retire it."
        footer={
          <Button variant="primary" onClick={() => setMade(null)}>
            Done
          </Button>
        }
      >
        {made === null ? null : <NewSource source={made} />}
      </Dialog>
    </div>
  );
}
