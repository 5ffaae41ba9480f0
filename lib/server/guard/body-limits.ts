import { actionLimitBytes } from "./check-mutation.ts";

/** The one page that sends a file. Everything else that a page sends is as small as an action. */
export const fileLimitBytes = 2 * 1_048_576;

const filePaths: ReadonlySet<string> = new Set(["/api/console/people-file"]);

/** How large the body of a change by cookie may be. */
export function bodyLimitOf(pathname: string): number {
  return filePaths.has(pathname) ? fileLimitBytes : actionLimitBytes;
}
