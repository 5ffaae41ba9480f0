import type { EvidencePackage } from "#lib/use-cases/evidence/export-evidence.ts";

/** A package as a download, whose digest the receiver can compare with the log's entry. */
export function packageResponse({ name, zip, sha256 }: EvidencePackage): Response {
  return new Response(Uint8Array.from(zip), {
    headers: {
      "content-type": "application/zip",
      "content-length": String(zip.length),
      "content-disposition": `attachment; filename="${name}"`,
      "repr-digest": `sha-256=:${Buffer.from(sha256, "hex").toString("base64")}:`,
    },
  });
}
