import type { SelectItem } from "#components/ui/select.tsx";
import {
  presetWords,
  type SourceKind,
  type SourcePreset,
  sourcePresets,
} from "#lib/domain/source-settings.ts";

export const presetItems: readonly SelectItem<SourcePreset>[] = sourcePresets.map((value) => ({
  value,
  ...presetWords[value],
}));

export const kindItems: readonly SelectItem<SourceKind>[] = [
  { value: "alerts", label: "Alerts", hint: "Every event is a signal." },
  { value: "log", label: "Log", hint: "Events tell about people; from the threshold on they are signals." },
];
