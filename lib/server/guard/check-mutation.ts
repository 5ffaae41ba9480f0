import { DomainError } from "#lib/domain/errors.ts";

/** Where a change comes in by cookie: a page's server action, a form of the sign-in, or a JSON route. */
export type Door = "action" | "form" | "route";

export interface MutationInput {
  headers: { get(name: string): string | null };
  /** The only accepted origin. Host and X-Forwarded-Host say what the sender likes, so they aren't asked. */
  publicUrl: string;
  door: Door;
  /** 65,536 unless told. */
  limitBytes?: number;
}

export const actionLimitBytes = 65_536;

/**
 * Decides whether a request that may change something came from our own pages, in a size and form that we read.
 * Next by itself runs an action without `Origin`, and one whose `Origin` equals a forged `X-Forwarded-Host`; what it
 * does refuse, it answers by 500. So this runs in front of it, in `proxy.ts`, and again inside each action.
 */
export function checkMutation(input: MutationInput): DomainError | null {
  const { headers, publicUrl, door, limitBytes = actionLimitBytes } = input;
  if (headers.get("origin") !== publicUrl) return new DomainError("foreign_origin");
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return new DomainError("foreign_origin");
  const length = headers.get("content-length");
  // Next passes an action on to the page that has it as a stream without a length; the guard's reading bounds that.
  const isStream = door === "action" && length === null;
  return (isStream ? null : checkSize(length, limitBytes)) ?? checkType(headers, door);
}

/** A body without a stated length is refused as too large, since nobody knows where it ends. */
export function checkSize(contentLength: string | null, limitBytes: number): DomainError | null {
  const isStated = contentLength !== null && /^\d{1,15}$/.test(contentLength);
  if (isStated && Number(contentLength) <= limitBytes) return null;
  return new DomainError("body_too_large", { limit: `${limitBytes} bytes, stated as Content-Length` });
}

function checkType(headers: MutationInput["headers"], door: Door): DomainError | null {
  const type = headers.get("content-type") ?? "";
  const encoding = headers.get("content-encoding");
  const isPlain = encoding === null || encoding === "identity";
  return isPlain && isAccepted({ type, door, headers }) ? null : new DomainError("unsupported_type");
}

function isAccepted({
  type,
  door,
  headers,
}: {
  type: string;
  door: Door;
  headers: MutationInput["headers"];
}): boolean {
  const essence = type.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isForm = essence === "multipart/form-data" || essence === "application/x-www-form-urlencoded";
  switch (door) {
    case "action":
      // React sends arguments without files as a string, which `fetch` labels exactly so. Any page of the world may
      // send text/plain unasked, but none can add the header with the action's id.
      return (
        isForm || (type.toLowerCase() === "text/plain;charset=utf-8" && headers.get("next-action") !== null)
      );
    case "form":
      return isForm;
    case "route":
      return essence === "application/json";
  }
}
