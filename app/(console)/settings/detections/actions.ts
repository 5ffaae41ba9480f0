"use server";

import { z } from "zod";

import { splitList, watchLists } from "#lib/domain/detections/watch-lists.ts";
import { action } from "#lib/server/action.ts";
import * as settings from "#lib/use-cases/events/detection-settings.ts";
import * as trial from "#lib/use-cases/events/try-detection.ts";

const RuleId = z.string().max(100);
const ListText = z.string().max(30_000);

const SwitchDetection = z.strictObject({ ruleId: RuleId, on: z.boolean() });

/** Switches a detection on or off, with an entry. */
export const switchDetection = action(SwitchDetection, ({ actor, input, services }) =>
  settings.switchDetection(services, actor, input),
);

const ChangeWatchList = z.strictObject({ list: z.enum(watchLists), text: ListText });

/** Sets what a watch list holds, with an entry. */
export const changeWatchList = action(ChangeWatchList, ({ actor, input, services }) =>
  settings.changeWatchList(services, actor, { list: input.list, items: splitList(input.text) }),
);

const SetProvisioned = z.strictObject({ provisioned: z.boolean() });

/** Says whether the identity provider makes this account's people, with an entry. */
export const setProvisioned = action(SetProvisioned, ({ actor, input, services }) =>
  settings.setProvisioned(services, actor, input),
);

const TryDetection = z.strictObject({ ruleId: RuleId, text: ListText.nullable() });

/** What a detection would have found in the last 30 days. Files nothing. */
export const tryDetection = action(TryDetection, ({ actor, input, services }) =>
  trial.tryDetection(services, actor, {
    ruleId: input.ruleId,
    ...(input.text === null ? {} : { items: splitList(input.text) }),
  }),
);
