"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

import { tabListStyles, tabStyles } from "#components/ui/tab-styles.ts";

export interface TabsProps<Value extends string> {
  label: string;
  items: readonly { value: Value; label: string; panel: ReactNode }[];
  defaultValue: Value;
}

/** Forms of the same content, one at a time. What has an address of its own takes LinkTabs. */
export function Tabs<Value extends string>({ label, items, defaultValue }: TabsProps<Value>) {
  return (
    <BaseTabs.Root defaultValue={defaultValue}>
      <BaseTabs.List aria-label={label} className={tabListStyles}>
        {items.map((item) => (
          <BaseTabs.Tab key={item.value} value={item.value} className={tabStyles}>
            {item.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {items.map((item) => (
        <BaseTabs.Panel key={item.value} value={item.value} className="pt-3">
          {item.panel}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
