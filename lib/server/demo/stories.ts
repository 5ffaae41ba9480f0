import type { Story } from "./story.ts";
import { closedStories } from "./stories/closed.ts";
import { noiseStories } from "./stories/noise.ts";
import { openStories } from "./stories/open.ts";
import { ownerStories } from "./stories/owners.ts";
import { refusedStories } from "./stories/refused.ts";
import { suspendedStories } from "./stories/suspended.ts";
import { twoPeopleStories } from "./stories/two-people.ts";
import { unlinkedStories } from "./stories/unlinked.ts";
import { waitingStories } from "./stories/waiting.ts";

/**
 * Two weeks at Acme. Nobody of the demo's personas is the subject of an open case, Wendy Appleseed of none at all, and
 * no request is under way at the end: it would be carried out by itself in the middle of what a visitor tries.
 */
export const stories: readonly Story[] = [
  ...suspendedStories,
  ...ownerStories,
  ...twoPeopleStories,
  ...refusedStories,
  ...closedStories,
  ...noiseStories,
  ...unlinkedStories,
  ...openStories,
  ...waitingStories,
];
