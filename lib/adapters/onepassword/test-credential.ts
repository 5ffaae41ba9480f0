import type { Credential } from "#lib/domain/directory.ts";
import { pageAnswer } from "./answer-schemas.ts";
import { readWithToken } from "./read-with-token.ts";
import type { UsersApiContext } from "./users-api-context.ts";

export type CredentialTest = { ok: true; message: string } | { ok: false; code: string; message: string };

/**
 * Tries a credential with a listing of one person: the look-up application has to be allowed to, the other two must
 * not be. An action is never tried, so a missing permission to act shows itself at the first real one only.
 */
export async function testCredential(
  context: UsersApiContext,
  credential: Credential,
): Promise<CredentialTest> {
  // A token in memory would outlive a secret that has been revoked, and prove nothing.
  context.tokens[credential].forget();
  const url = context.routes.users({ pageSize: 1 });
  const read = await readWithToken(context, { credential, url, purpose: "list", priority: "page" });

  const result = credential === "look-up" ? judgeLookUp(read) : judgeActor(read, credential);
  if (result.ok) context.health.worked(credential);
  else context.health.failed(credential, result);
  return result;
}

type Read = Awaited<ReturnType<typeof readWithToken>>;

function judgeLookUp(read: Read): CredentialTest {
  if (!read.ok) return { ok: false, code: read.code, message: read.message };
  if (!pageAnswer.safeParse(read.value).success) {
    return {
      ok: false,
      code: "invalid_answer",
      message: "1Password's listing lacks something that it must have.",
    };
  }
  return { ok: true, message: "The look-up application got a token and may list users." };
}

function judgeActor(read: Read, credential: Credential): CredentialTest {
  if (read.ok) {
    return {
      ok: false,
      code: "more_than_its_job",
      message: `The ${credential} application carries more than its job: it may list users too. In 1Password, leave it only the permissions to ${credential} and to get a user.`,
    };
  }
  // A token that was refused is no proof that the listing is: only the listing's own 403 counts.
  if (read.code === "forbidden" && read.exchange?.method === "GET") {
    return {
      ok: true,
      message: `The ${credential} application got a token and may not list users, as it should be. Whether it may ${credential} shows at its first use.`,
    };
  }
  return { ok: false, code: read.code, message: read.message };
}
