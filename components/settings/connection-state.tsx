import { CircleCheck, CircleDashed, CircleMinus, OctagonX } from "lucide-react";

import { Badge, type BadgeTone } from "#components/ui/badge.tsx";
import type { ConnectionView } from "#lib/domain/views/other-views.ts";

const looks = {
  ok: { tone: "success", word: "Working", Icon: CircleCheck },
  failing: { tone: "danger", word: "Failing", Icon: OctagonX },
  untried: { tone: "outline", word: "Not used yet", Icon: CircleDashed },
  off: { tone: "neutral", word: "Off", Icon: CircleMinus },
} as const satisfies Record<ConnectionView["state"], { tone: BadgeTone; word: string; Icon: unknown }>;

/** How a connection is, as shape and word. */
export function ConnectionState({ state }: { state: ConnectionView["state"] }) {
  const { tone, word, Icon } = looks[state];
  return (
    <Badge tone={tone} icon={<Icon />}>
      {word}
    </Badge>
  );
}
