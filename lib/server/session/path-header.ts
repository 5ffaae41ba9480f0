/** Address of the page, path and query, for pages to come back to. `proxy.ts` sets it over whatever the client sent. */
export const pathHeader = "x-countersign-path";
