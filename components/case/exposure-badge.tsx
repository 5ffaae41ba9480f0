import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import type { ExposureView } from "#lib/domain/views/exposure-view.ts";

const words: Readonly<Record<ExposureView["urgency"], { word: string; tone: BadgeTone }>> = {
  many: { word: "Urgent", tone: "danger" },
  some: { word: "Exposed", tone: "warning" },
  none: { word: "Nothing seen", tone: "neutral" },
  unknown: { word: "Not known", tone: "outline" },
};

/** How urgent the exposure makes it, in a word. */
export function ExposureBadge({ urgency }: { urgency: ExposureView["urgency"] }) {
  const { word, tone } = words[urgency];
  return <Badge tone={tone}>{word}</Badge>;
}
