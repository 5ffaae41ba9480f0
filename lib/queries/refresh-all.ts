import type { QueryClient } from "@tanstack/react-query";

/** After something was done: whatever is shown asks again. Readings are left out, for each is a call to 1Password. */
export function refreshAll(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "reading" });
}
