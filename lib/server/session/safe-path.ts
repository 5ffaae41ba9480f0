const base = "https://console.invalid";

/**
 * A path of the console to go on to after signing in, or null. Whatever a browser would read as another host (`//evil`,
 * `/\evil`, a tab in between) is refused, and so are the doors of the sign-in itself.
 */
export function safePath(text: string | null | undefined): string | null {
  if (typeof text !== "string" || text.length > 1000 || !text.startsWith("/")) return null;
  // eslint would call these control characters; they are what browsers drop before they look for a host.
  if (/[\u0000-\u0020\u007f\\]/.test(text) || text.startsWith("//")) return null;
  const url = URL.parse(text, base);
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return null;
  if (/^\/(api|sign-in|_next)(\/|$)/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}`;
}

/** The address of the sign-in page that leads back; `again` asks the provider to see the person anew (step-up). */
export function signInPath({ from, again = false }: { from: string | null; again?: boolean }): string {
  const query = new URLSearchParams();
  if (again) query.set("again", "1");
  const path = safePath(from);
  if (path !== null && path !== "/") query.set("from", path);
  return query.size === 0 ? "/sign-in" : `/sign-in?${query.toString()}`;
}
