"use client";

import { SunMoon } from "lucide-react";
import { useTheme } from "next-themes";

import { usePreferences } from "#components/shell/preferences.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { SegmentedControl } from "#components/ui/segmented-control.tsx";

const themes = [
  { value: "system", label: "System" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const densities = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
] as const;

/**
 * Theme and density. The theme is known to the browser alone, hence read only once the layer is open. A popover and
 * not a menu: it stands on every page, and the menu's script alone would be a tenth of what a page may load.
 */
export function DisplayMenu() {
  return (
    <Popover
      title="Theme and density"
      titleHidden
      align="end"
      trigger={
        <IconButton label="Theme and density">
          <SunMoon />
        </IconButton>
      }
    >
      <DisplayChoices />
    </Popover>
  );
}

function DisplayChoices() {
  const { theme, setTheme } = useTheme();
  const { density, setPreference } = usePreferences();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <span aria-hidden="true" className="text-xs text-muted">
          Theme
        </span>
        <SegmentedControl
          label="Theme"
          value={themes.find((known) => known.value === theme)?.value ?? "system"}
          options={themes}
          onValueChange={setTheme}
        />
      </div>
      <div className="flex flex-col gap-1">
        <span aria-hidden="true" className="text-xs text-muted">
          Rows
        </span>
        <SegmentedControl
          label="Rows"
          value={density}
          options={densities}
          onValueChange={(next) => setPreference("density", next)}
        />
      </div>
    </div>
  );
}
