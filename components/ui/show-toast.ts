"use client";

import { Toast } from "@base-ui/react/toast";

export type ToastTone = "success" | "info" | "warning" | "danger";

export interface ToastData {
  action?: { label: string; onPress: () => void } | { label: string; href: string } | undefined;
}

/** The one channel between those who have something to say and the Toaster that shows it. */
export const toastManager = Toast.createToastManager<ToastData>();

export interface ToastOptions extends ToastData {
  title: string;
  description?: string | undefined;
  tone?: ToastTone | undefined;
  /** 8 s, the time of an Undo, unless told; 0 stays until dismissed. */
  timeoutMs?: number | undefined;
}

/**
 * Shows a result in passing. A toast never is the only record of anything: link to the record with `action`.
 *
 * Base UI's toasts are used because sonner writes a style element without a nonce, which our policy refuses.
 */
export function showToast({
  title,
  description,
  tone = "info",
  timeoutMs = 8_000,
  action,
}: ToastOptions): void {
  toastManager.add({
    title,
    description,
    type: tone,
    timeout: timeoutMs,
    priority: tone === "danger" ? "high" : "low",
    data: { action },
  });
}
