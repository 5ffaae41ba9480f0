// Pages import this: no schema is here, for the library that checks schemas compiles code, which pages may not.

export const watchListNames = {
  sensitiveItems: "sensitive items",
  privilegedVaults: "privileged vaults",
  privilegedGroups: "privileged groups",
  riskyCountries: "risky countries",
} as const;

export type WatchList = keyof typeof watchListNames;
export const watchLists = Object.keys(watchListNames) as WatchList[];

/** Entries as a person types them: one a line, or parted by spaces and commas. */
export function splitList(text: string): string[] {
  return text.split(/[\s,;]+/).filter((entry) => entry !== "");
}
