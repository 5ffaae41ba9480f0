import type { ActionResult } from "#lib/domain/action-result.ts";
import type { WatchList } from "#lib/domain/detections/watch-lists.ts";
import type { TrialView } from "#lib/domain/views/detection-view.ts";

export type SwitchDetection = (input: { ruleId: string; on: boolean }) => Promise<ActionResult<void>>;
export type ChangeWatchList = (input: { list: WatchList; text: string }) => Promise<ActionResult<void>>;
/** `text`: a list to try in place of the saved one. */
export type TryDetection = (input: {
  ruleId: string;
  text: string | null;
}) => Promise<ActionResult<TrialView>>;
