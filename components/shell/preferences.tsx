"use client";

import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";

import { preferenceCookies, type Preferences } from "#components/shell/read-preferences.ts";

/** What a person chooses; the local zone is the computer's. */
type Chosen = Exclude<keyof Preferences, "localZone">;

interface PreferencesContext extends Preferences {
  /** When the server rendered: the time that hydration must agree on. */
  renderedAtMs: number;
  setPreference: <Name extends Chosen>(name: Name, value: Preferences[Name]) => void;
}

const Context = createContext<PreferencesContext>({
  zone: "utc",
  density: "comfortable",
  rail: "open",
  localZone: null,
  renderedAtMs: 0,
  setPreference: () => {},
});

const yearSeconds = 31_536_000;
const subscribeToNothing = () => () => {};
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

function writeCookie(name: keyof Preferences, value: string) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${preferenceCookies[name]}=${encodeURIComponent(value)}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax${secure}`;
}

export interface PreferencesProviderProps {
  initial: Preferences;
  renderedAtMs: number;
  children: ReactNode;
}

/** Holds zone, density and rail, writes them into cookies, and mirrors the two that are pure style onto `<html>`. */
export function PreferencesProvider({ initial, renderedAtMs, children }: PreferencesProviderProps) {
  const [preferences, setPreferences] = useState(initial);

  const setPreference = useCallback<PreferencesContext["setPreference"]>((name, value) => {
    writeCookie(name, value);
    if (name === "density") document.documentElement.dataset["density"] = value;
    if (name === "rail") document.documentElement.dataset["rail"] = value;
    setPreferences((before) => ({ ...before, [name]: value }));
  }, []);

  // Only the browser knows its zone; the cookie lets the next page be right from its first paint.
  const localZone = useSyncExternalStore(subscribeToNothing, browserZone, () => initial.localZone);
  useEffect(() => {
    if (localZone !== null && localZone !== initial.localZone) writeCookie("localZone", localZone);
  }, [initial.localZone, localZone]);

  const value = useMemo(
    () => ({ ...preferences, localZone, renderedAtMs, setPreference }),
    [preferences, localZone, renderedAtMs, setPreference],
  );
  return <Context value={value}>{children}</Context>;
}

/** The person's zone, density and rail, and the setter that keeps them. */
export function usePreferences(): PreferencesContext {
  return use(Context);
}
