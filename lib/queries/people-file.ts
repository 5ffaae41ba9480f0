import type { PeopleFileAnswer } from "#lib/domain/views/people-view.ts";
import { answerFault } from "#lib/queries/get-json.ts";

/** A people file on its way: without `seen` for a preview. */
export interface PeopleFileInput {
  csv: string;
  name: string;
  complete: boolean;
  seen: string | null;
}

/** Sends a file to be previewed or taken in. Throws `AnswerFault` with the server's words, or what fetch throws. */
export async function sendPeopleFile(input: PeopleFileInput): Promise<PeopleFileAnswer> {
  const answer = await fetch("/api/console/people-file", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw await answerFault(answer);
  return (await answer.json()) as PeopleFileAnswer;
}
