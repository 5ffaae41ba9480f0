"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

import type { ConsoleCounts } from "#lib/queries/counts.ts";

const storageKey = "cs-notify-approvals";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export type NoticeChoice = "on" | "off" | "blocked" | "unsupported";

function readChoice(): NoticeChoice {
  if (!("Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "blocked";
  const isWanted = localStorage.getItem(storageKey) === "on";
  return isWanted && Notification.permission === "granted" ? "on" : "off";
}

/** The choice belongs to this browser, as the permission does. */
export function useNoticeChoice(): NoticeChoice {
  return useSyncExternalStore<NoticeChoice>(subscribe, readChoice, () => "off");
}

/** To be called by a press only: browsers refuse to ask at other times, and people rightly say no. */
export async function chooseNotices(wanted: boolean): Promise<void> {
  if (wanted && Notification.permission === "default") await Notification.requestPermission();
  localStorage.setItem(storageKey, wanted ? "on" : "off");
  for (const listener of listeners) listener();
}

/**
 * Tells of requests that have come since the page was opened, where the person allowed it and isn't looking anyway. It
 * says that something waits and names nobody: a notification also stands on a locked screen.
 */
export function useApprovalNotices(waiting: ConsoleCounts["waiting"]): void {
  const choice = useNoticeChoice();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(waiting.map((request) => request.key));
    if (before === undefined || choice !== "on" || document.visibilityState === "visible") return;
    for (const request of waiting) {
      if (before.has(request.key)) continue;
      const notice = new Notification("A request waits for your decision", {
        body: `${request.key}: ${request.action}`,
        // Several tabs of one browser tell the same thing once.
        tag: request.key,
        icon: "/icon.svg",
      });
      notice.addEventListener("click", () => {
        window.focus();
        location.assign("/approvals");
      });
    }
  }, [waiting, choice]);
}
