import { errorAnswer } from "./answer.ts";
import { editBody } from "./edit-answer.ts";
import { defineFault } from "./fault.ts";
import { readPageToken } from "./page-token.ts";
import { toWireUser } from "./person.ts";

/** Faults between the pages of a listing. */
export const listingFaults = {
  /** From the second page on, each page names itself as the next. */
  page_token_loop: defineFault({
    args: {},
    usualTimes: Number.POSITIVE_INFINITY,
    run(context) {
      const asked = context.call.query.get("page_token");
      const answer = context.proceed();
      return asked ? editBody(answer, (body) => ({ ...body, next_page_token: asked })) : answer;
    },
  }),

  /** Each page begins with the last person of the page before. */
  duplicate_across_pages: defineFault({
    args: {},
    usualTimes: Number.POSITIVE_INFINITY,
    run(context) {
      const { account, call } = context;
      const place = readPageToken(account.id, call.query.get("page_token") ?? "", account.now());
      const again = account.people.find(place?.after ?? "");
      return editBody(context.proceed(), (body) =>
        again === undefined || !Array.isArray(body["results"])
          ? body
          : { ...body, results: [toWireUser(account.id, again), ...body["results"]] },
      );
    },
  }),

  /** The first page is empty and says that there is more. */
  empty_page_with_token: defineFault({
    args: {},
    run: (context) => editBody(context.proceed(), (body) => ({ ...body, results: [] })),
  }),

  /** A token that was given out a moment ago is not known any more. */
  page_token_invalid: defineFault({
    args: {},
    run: (context) =>
      context.call.query.get("page_token") ? errorAnswer(3, "invalid_page_token") : context.proceed(),
  }),
};
