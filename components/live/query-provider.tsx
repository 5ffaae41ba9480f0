"use client";

import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import { tellSessionEnded } from "#components/live/tell-session-ended.ts";
import { AnswerFault } from "#lib/queries/get-json.ts";

/** One cache per open page; on the server one per rendering. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function createClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof AnswerFault && error.status === 401) tellSessionEnded();
      },
    }),
    defaultOptions: {
      queries: {
        // What a page was made with may be old when it is shown: Back brings pages that were rendered minutes ago. So
        // each asks once when it appears, and from then on the stream says what is old.
        staleTime: 0,
        // A refusal stays a refusal; one more try covers a connection that was lost in between.
        retry: (failures, error) => !(error instanceof AnswerFault) && failures < 1,
        refetchOnWindowFocus: false,
      },
    },
  });
}
