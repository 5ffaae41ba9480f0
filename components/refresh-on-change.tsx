"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

/**
 * Lets a page that the server rendered follow the live updates: when a hint makes `about` old, the page is rendered
 * again. For pages whose rows don't move by that; the queue has its own way.
 */
export function RefreshOnChange({ about }: { about: "users" | "settings" }) {
  const router = useRouter();
  useQuery({
    queryKey: [about, "page"],
    queryFn: () => {
      router.refresh();
      return Promise.resolve(true);
    },
    // The page has just been rendered: only a hint may ask for the next time.
    initialData: true,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return null;
}
