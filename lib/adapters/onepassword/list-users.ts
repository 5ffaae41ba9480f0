import type { Exchange, ListResult, UserReading } from "#lib/domain/directory.ts";
import { pageAnswer } from "./answer-schemas.ts";
import { toReading } from "./read-user-answer.ts";
import { readWithToken } from "./read-with-token.ts";
import type { UsersApiContext } from "./users-api-context.ts";

const pageSize = 1_000;
const mostPages = 200;

/**
 * Lists everybody, or everybody in one state, in pages of 1,000. The result is whole or a failure: half a list looks
 * like people who are gone. A person met twice counts once, as they were last seen. `readAt` is the arrival of the
 * first page, because nothing in the list is known to be older or newer than that by more than the listing took.
 */
export async function listUsers(
  context: UsersApiContext,
  { filter, signal }: { filter?: "active" | "suspended"; signal?: AbortSignal },
): Promise<ListResult> {
  const users = new Map<string, UserReading>();
  const seenTokens = new Set<string>();
  let pageToken: string | undefined;
  let readAt: Date | null = null;

  for (let page = 1; page <= mostPages; page += 1) {
    const url = context.routes.users({
      pageSize,
      ...(filter === undefined ? {} : { filter }),
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const read = await readWithToken(context, {
      credential: "look-up",
      url,
      purpose: "list",
      priority: "listing",
      signal,
    });
    if (!read.ok) {
      context.health.failed("look-up", read);
      return {
        ...read,
        message: `Page ${page} of the listing failed, so none of it counts. ${read.message}`,
      };
    }
    const parsed = pageAnswer.safeParse(read.value);
    if (!parsed.success)
      return broken(context, read.exchange, `page ${page} lacks something that it must have`);

    readAt ??= read.arrivedAt;
    for (const answer of parsed.data.results ?? []) users.set(answer.id, toReading(answer, read.arrivedAt));

    pageToken = parsed.data.next_page_token ?? "";
    if (pageToken === "") {
      context.health.worked("look-up");
      return { ok: true, users: [...users.values()], readAt, pages: page };
    }
    if (seenTokens.has(pageToken))
      return broken(context, read.exchange, `page ${page} leads back to an earlier one`);
    seenTokens.add(pageToken);
    if (page === mostPages) return broken(context, read.exchange, `it has more than ${mostPages} pages`);
  }
  throw new Error("The listing's loop ended without an answer.");
}

function broken(context: UsersApiContext, exchange: Exchange, problem: string): ListResult {
  const message = `1Password's listing can't be used: ${problem}. None of it was taken over. Try again later.`;
  context.health.failed("look-up", { code: "invalid_answer", message });
  return { ok: false, code: "invalid_answer", message, exchange };
}
