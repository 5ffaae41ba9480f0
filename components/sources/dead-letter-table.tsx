"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { ProblemNote } from "#components/request/problem-note.tsx";
import { ReasonDialog } from "#components/request/reason-dialog.tsx";
import { SafeText } from "#components/safe-text.tsx";
import { rejectionWords } from "#components/sources/rejection-words.ts";
import type { LetterActions } from "#components/sources/source-actions.ts";
import { useActHere } from "#components/sources/use-act-here.ts";
import { TimeStamp } from "#components/time-stamp.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { showToast } from "#components/ui/show-toast.ts";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  TableScroll,
} from "#components/ui/table.tsx";
import type { DeadLetterList, DeadLetterText, ReplayOutcome } from "#lib/domain/views/source-view.ts";

export interface DeadLetterTableProps {
  list: DeadLetterList;
  /** Of this source only; null: of all. */
  source: string | null;
  /** The address of the next page. */
  nextHref: string | null;
  actions: LetterActions;
}

/** What could not be read, kept until somebody replays or deletes it. */
export function DeadLetterTable({ list, source, nextHref, actions }: DeadLetterTableProps) {
  const { act, pending, problem } = useActHere();
  const router = useRouter();
  const [shown, setShown] = useState<DeadLetterText | null>(null);
  const { letters, mayChange } = list;
  const ids = letters.map(({ id }) => id);

  async function replay(what: string, input: Parameters<LetterActions["replay"]>[0]) {
    const outcome = await act(what, () => actions.replay(input));
    if (outcome !== null) tell(outcome);
  }
  async function look(id: string) {
    const text = await act(`look ${id}`, () => actions.read({ id }));
    if (text !== null) setShown(text);
  }

  if (letters.length === 0) {
    return <p className="p-4 text-sm text-muted">Nothing was left unread.</p>;
  }
  return (
    <div>
      <div className="p-4 empty:hidden">
        <ProblemNote problem={problem} />
        {mayChange ? (
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              pending={pending === "all"}
              onClick={() => void replay("all", source === null ? { ids } : { source })}
            >
              {source === null ? "Replay these" : "Replay all"}
            </Button>
            <ReasonDialog
              opener="Delete these"
              look={{ size: "sm" }}
              title={`Delete ${letters.length.toLocaleString("en")} dead letters`}
              description="What is in them is lost. The log keeps that they were here, and your reason."
              button="Delete them"
              placeholder="Why nobody needs them"
              submit={(reason) => actions.remove({ ids, reason })}
              onDone={() => router.refresh()}
            />
          </div>
        ) : null}
      </div>
      <TableScroll label="Dead letters, to scroll" className="rounded-none border-0">
        <Table caption="Dead letters">
          <TableHead>
            <tr>
              {source === null ? <TableHeader>Source</TableHeader> : null}
              <TableHeader>Received</TableHeader>
              <TableHeader>Reason</TableHeader>
              <TableHeader numeric>Bytes</TableHeader>
              <TableHeader>Begins with</TableHeader>
              {mayChange ? <TableHeader>Act</TableHeader> : null}
            </tr>
          </TableHead>
          <TableBody>
            {letters.map((letter) => (
              <TableRow key={letter.id}>
                {source === null ? (
                  <TableCell>
                    <Link href={`/settings/sources/${encodeURIComponent(letter.source)}`}>
                      <SafeText text={letter.source} />
                    </Link>
                  </TableCell>
                ) : null}
                <TableCell className="text-xs whitespace-nowrap">
                  <TimeStamp at={letter.receivedAt} />
                </TableCell>
                <TableCell className="max-w-64 text-xs" title={rejectionWords(letter.reason)}>
                  <code className="font-mono">{letter.reason}</code>
                </TableCell>
                <TableCell numeric>{letter.size.toLocaleString("en")}</TableCell>
                <TableCell className="max-w-md font-mono text-xs break-all">
                  {letter.head === null ? (
                    <span className="font-sans text-muted">for administrators</span>
                  ) : (
                    <SafeText text={letter.head} />
                  )}
                </TableCell>
                {mayChange ? (
                  <TableCell>
                    <span className="flex gap-1">
                      <Button
                        size="sm"
                        variant="ghost"
                        pending={pending === `look ${letter.id}`}
                        onClick={() => void look(letter.id)}
                      >
                        Show
                      </Button>
                      <Button
                        size="sm"
                        pending={pending === letter.id}
                        onClick={() => void replay(letter.id, { ids: [letter.id] })}
                      >
                        Replay
                      </Button>
                    </span>
                  </TableCell>
                ) : null}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
      {nextHref === null ? null : (
        <p className="border-t px-4 py-2">
          <LinkButton href={nextHref} size="sm">
            Older ones
          </LinkButton>
        </p>
      )}
      <Dialog
        open={shown !== null}
        onOpenChange={(open) => {
          if (!open) setShown(null);
        }}
        size="lg"
        title="What came, as text"
        description={shown?.cut ? "Only its beginning is shown: 64 KiB." : "Whole, as it was received."}
        footer={<Button onClick={() => setShown(null)}>Close</Button>}
      >
        {shown === null ? null : <CodeBlock code={shown.text} label="dead letter" wrap />}
      </Dialog>
    </div>
  );
}

function tell({ filed, still, signals, caseKeys }: ReplayOutcome) {
  const where = caseKeys.length === 0 ? "" : ` They stand in ${caseKeys.slice(0, 5).join(", ")}.`;
  if (filed > 0) {
    showToast({
      tone: still.length > 0 ? "warning" : "success",
      title: `${filed.toLocaleString("en")} replayed, ${still.length.toLocaleString("en")} still unread`,
      description: `${signals.toLocaleString("en")} signals went the normal way.${where}`,
    });
  } else {
    showToast({
      tone: "warning",
      title: "Still unread, and still here",
      description: rejectionWords(still[0]?.reason ?? ""),
    });
  }
}
