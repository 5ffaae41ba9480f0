import { z } from "zod";

/** Name of the setting that holds all of this, as JSON. */
export const detectionSettingName = "detections";

const Id = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9-]+$/);
const listed = <T extends z.ZodType<string>>(item: T) => z.array(item).max(500);

/** What some detections watch: ids and codes only, never names. An empty list switches off what needs it. */
export const WatchLists = z.strictObject({
  sensitiveItems: listed(Id),
  privilegedVaults: listed(Id),
  privilegedGroups: listed(Id),
  /** ISO 3166 codes of two letters. */
  riskyCountries: listed(
    z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/),
  ),
});
export type WatchLists = z.infer<typeof WatchLists>;

export const DetectionSettings = z.strictObject({
  /** Ids of the detections that are switched off. */
  off: z.array(z.string().max(100)).max(100),
  lists: WatchLists,
  /** People of this account come and go by the identity provider: nobody should be invited by hand. */
  provisioned: z.boolean(),
});
export type DetectionSettings = z.infer<typeof DetectionSettings>;

export const defaultDetectionSettings: DetectionSettings = {
  off: [],
  lists: { sensitiveItems: [], privilegedVaults: [], privilegedGroups: [], riskyCountries: [] },
  provisioned: false,
};

/** Ids are compared without case: item ids come in small letters, all else in capitals. */
export function isListed(list: readonly string[], id: string | null): boolean {
  return id !== null && list.some((entry) => entry.toLowerCase() === id.toLowerCase());
}
