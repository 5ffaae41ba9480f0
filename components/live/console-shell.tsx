"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { StandingBanner } from "#components/live/standing-banner.tsx";
import { useApprovalNotices } from "#components/live/use-approval-notices.ts";
import { useWaitingSigns } from "#components/live/use-waiting-signs.ts";
import { AppShell } from "#components/shell/app-shell.tsx";
import type { RailItem } from "#components/shell/left-rail.tsx";
import { countsQuery, type ConsoleCounts } from "#lib/queries/counts.ts";

export interface ConsoleShellProps {
  railItems: readonly RailItem[];
  railFooter: readonly RailItem[];
  topBar: ReactNode;
  banner: ReactNode;
  initialCounts: ConsoleCounts;
  children: ReactNode;
}

/** The shell with what is counted in it: a layout isn't rendered again when its pages change, so this keeps count. */
export function ConsoleShell({ railItems, initialCounts, banner, ...rest }: ConsoleShellProps) {
  const { data } = useQuery({ ...countsQuery, initialData: initialCounts });
  const waiting = data.waiting.length;
  useWaitingSigns(waiting);
  useApprovalNotices(data.waiting);
  const counted = railItems.map((item) => (item.href === "/approvals" ? { ...item, count: waiting } : item));
  return <AppShell {...rest} railItems={counted} banner={<StandingBanner otherwise={banner} />} />;
}
