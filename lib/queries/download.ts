import { answerFault } from "./get-json.ts";

/** A file that was received whole. */
export interface Download {
  name: string;
  blob: Blob;
}

/** Fetches a file and tells how much of it has come, in bytes. Rejects with the server's words where it gives none. */
export async function download(url: string, onProgress: (bytes: number) => void): Promise<Download> {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok || answer.body === null) throw await answerFault(answer);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.length;
    onProgress(bytes);
  }
  const stated = Number(answer.headers.get("content-length") ?? bytes);
  // A connection that broke in the middle must not leave half a package that looks whole.
  if (stated !== bytes) throw new Error("The file came in part only. Nothing was saved. Export it again.");
  const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  return { name: name ?? "evidence.zip", blob: new Blob(parts, { type: "application/zip" }) };
}
