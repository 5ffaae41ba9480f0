"use client";

import { usePreferences } from "#components/shell/preferences.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";

const options = [
  { value: "local", label: "Local" },
  { value: "utc", label: "UTC" },
] as const;

/** In which zone times are shown. Audit, evidence and exports don't follow it: they are always UTC. */
export function ZoneToggle() {
  const { zone, setPreference } = usePreferences();
  return (
    <SegmentedControl
      label="Times shown in"
      value={zone}
      options={options}
      onValueChange={(next) => setPreference("zone", next)}
    />
  );
}
