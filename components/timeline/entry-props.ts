import type { TimelineEntry } from "#lib/domain/views/case-view.ts";

export interface TimelineEntryProps {
  entry: TimelineEntry;
  /** Far down the list: laid out only when it is scrolled to. */
  far: boolean;
  /** Marked as made up by the demo, where that isn’t said of all entries at once. */
  marked: boolean;
}
