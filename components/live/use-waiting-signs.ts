"use client";

import { useEffect } from "react";

const mark =
  '<rect width="24" height="24" rx="6" fill="#1b2130"/><g fill="none" stroke="#fff" stroke-width="2.25" stroke-linecap="round" stroke-linejoin="round"><path d="m5 12.2 3.2 3.3 5.3-7"/><path d="m11.5 14.4 1.2 1.1 6.3-7" stroke-opacity=".62"/></g>';
const dot = '<circle cx="19" cy="5" r="5" fill="#ff8a3d" stroke="#fff" stroke-width="1.5"/>';

const iconWithDot = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${mark}${dot}</svg>`,
)}`;

/** Shows how many approvals wait in the tab: a number before the title, a dot on the icon. */
export function useWaitingSigns(count: number): void {
  useEffect(() => {
    const apply = () => {
      const bare = document.title.replace(/^\(\d+\) /, "");
      const wanted = count > 0 ? `(${count}) ${bare}` : bare;
      if (document.title !== wanted) document.title = wanted;
      for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]'))
        showDot(link, count > 0);
    };
    apply();
    // Each page that is gone to writes its own title and may bring the icon anew.
    const observer = new MutationObserver(apply);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
}

function showDot(link: HTMLLinkElement, wanted: boolean): void {
  link.dataset["plain"] ??= link.href;
  const href = wanted ? iconWithDot : link.dataset["plain"];
  if (link.href !== href) link.href = href;
}
