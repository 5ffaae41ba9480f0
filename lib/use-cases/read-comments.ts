import type { CommentView } from "#lib/domain/views/request-view.ts";
import type { Services } from "#lib/ports/services.ts";
import { tellEntries } from "./tell-entry.ts";

/** What was said about a request, oldest first, read from its entries. An erased text keeps its place. */
export async function readComments(services: Services, requestKey: string): Promise<CommentView[]> {
  const records = await services.stores.log.ofRequest(requestKey, "request.commented");
  const entries = await tellEntries(services, records);
  return entries.map(({ actor, quote, at }) => ({ author: actor, text: quote ?? "(erased)", at }));
}
