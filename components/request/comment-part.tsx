"use client";

import { useActing } from "#components/request/acting.tsx";
import { isEnded } from "#components/request/is-ended.ts";
import { PostForm } from "#components/request/post-form.tsx";
import { SayingList } from "#components/request/saying-list.tsx";
import type { RequestView } from "#lib/domain/views/request-view.ts";

/** What was said and asked about a request, and a box to say more. It stops no clock. */
export function CommentPart({ request }: { request: RequestView }) {
  const { viewer, actions } = useActing();
  const open = viewer.canWork && !isEnded(request.status);
  if (request.comments.length === 0 && !open) return null;
  return (
    <section aria-label="Comments" className="grid gap-3 border-t pt-3">
      {request.comments.length === 0 ? null : <h3 className="text-label -mb-1">Comments</h3>}
      {request.comments.length === 0 ? null : (
        <SayingList
          sayings={request.comments.map((comment) => ({ ...comment, id: `${comment.at} ${comment.author}` }))}
        />
      )}
      {open ? (
        <PostForm
          label="Ask or comment"
          placeholder="Ask or comment: whoever asked and whoever voted is told. The clock goes on."
          button="Comment"
          post={(text, idempotencyKey) => actions.comment({ requestKey: request.key, text, idempotencyKey })}
        />
      ) : null}
    </section>
  );
}
