"use client";

import { chooseNotices, useNoticeChoice } from "#components/live/use-approval-notices.ts";
import { Switch } from "#components/ui/switch.tsx";

/** Whether the browser may say that a request waits. Asked for on press only. */
export function NoticeSwitch() {
  const choice = useNoticeChoice();
  if (choice === "unsupported") return null;
  return (
    <div className="px-1.5 py-1">
      <Switch
        label="Approval notifications"
        checked={choice === "on"}
        onCheckedChange={(wanted) => void chooseNotices(wanted)}
      />
      {choice === "blocked" ? (
        <p className="text-xs text-muted">
          Your browser blocks notifications of this site. Allow them there first.
        </p>
      ) : null}
    </div>
  );
}
