"use client";

import { Bell } from "lucide-react";
import { useState } from "react";

import { NoticeList } from "#components/live/notice-list.tsx";
import { useStanding } from "#components/live/use-standing.ts";
import { Popover } from "#components/ui/popover.tsx";

/** What this person was told, behind a bell that counts what they haven't seen. */
export function NoticeBell() {
  const unread = useStanding()?.unreadNotices ?? 0;
  const [open, setOpen] = useState(false);
  return (
    <Popover
      title="Notices"
      align="end"
      className="w-96 p-0 [&>h2]:mb-0 [&>h2]:border-b [&>h2]:px-3 [&>h2]:py-2"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={unread === 0 ? "Notices" : `Notices, ${unread} unread`}
          className="relative inline-flex size-8 shrink-0 max-sm:size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg data-popup-open:bg-hover"
        >
          <Bell aria-hidden="true" className="size-4" />
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="absolute -top-0.5 -right-0.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-ink px-1 text-2xs font-semibold text-on-ink"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </button>
      }
    >
      <NoticeList onFollow={() => setOpen(false)} />
    </Popover>
  );
}
