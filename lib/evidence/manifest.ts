import { canonicalText } from "#lib/log/canonical.ts";
import { hashToBase64, toBase64 } from "#lib/log/base64.ts";
import { jsonFile, listed, type PackageFile } from "./package-file.ts";

/** What a package is about: one case, or all that the log holds of a period whose end isn't part of it. */
export type Scope = { kind: "case"; case: string } | { kind: "period"; from: string; to: string };

/** The head of the log that decides all of a package. `root` is lower-case hex. */
export interface PackageHead {
  origin: string;
  epoch: number;
  size: number;
  root: string;
}

interface ManifestInput {
  scope: Scope;
  installationId: string;
  version: string;
  head: PackageHead;
  chains: readonly { key: string; first: number; last: number }[];
  entries: number;
  files: readonly PackageFile[];
  /** The C2SP key id, 8 hex digits. */
  keyId: string;
  sign: (bytes: Uint8Array) => Uint8Array;
}

// No signed note can begin with this line: what follows isn't a number.
const signedAs = "countersign/evidence-package/1";

/** The list of a package's files under the log's own key (docs/specifications/evidence-package.md). */
export function makeManifest(input: ManifestInput): PackageFile {
  const { scope, head } = input;
  const manifest = {
    v: 1,
    kind: scope.kind,
    case: scope.kind === "case" ? scope.case : null,
    period: scope.kind === "period" ? { from: scope.from, to: scope.to } : null,
    installationId: input.installationId,
    product: { name: "Countersign", version: input.version },
    origin: head.origin,
    epoch: head.epoch,
    size: head.size,
    root: hashToBase64(head.root),
    chains: input.chains.map(({ key, first, last }) => ({ key, first, last })),
    entries: input.entries,
    files: input.files.map(listed).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    keyId: input.keyId,
  };
  const signature = input.sign(new TextEncoder().encode(`${signedAs}\n${canonicalText(manifest)}`));
  return jsonFile("manifest.json", { ...manifest, signature: toBase64(signature) });
}
