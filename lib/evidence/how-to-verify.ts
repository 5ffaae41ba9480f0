import type { ReportModel } from "./report-model.ts";

/** `VERIFY.md`: how somebody who has never heard of the product checks a package. */
export function howToVerify({ head, fingerprint, vkey, title }: ReportModel): string {
  return `# How to check this package

Evidence of ${title} from Countersign, as of the log \`${head.origin}\` at size ${head.size}.

1. Unpack the zip on any computer with [Node.js](https://nodejs.org) 20 or newer. No network is needed.
2. In its folder run:

       node verify.mjs .

   The zip itself can be checked as well: \`node verify.mjs FILE.zip\`.
3. It prints \`valid\` and ends with 0, or names the first thing that is wrong and ends with 1. With 2 it could not check.

## Whose key

The package brings the log's key along, so a valid answer means "consistent with this key". Compare the key with what
you got from the installation by another way, best when the console was installed (\`GET /api/v1/audit/keys\` shows it):

    ${vkey}

SHA-256 of the public key: \`${fingerprint}\`. With a policy file of your own: \`node verify.mjs . my-policy.txt\`.

## What it shows, and what it can't

- Every entry in \`timeline.jsonl\` stands in the log under the signed checkpoint, byte for byte, in the order of its chain.
- The readable parts in \`disclosure.json\` are what these entries hold encrypted.
- The payloads in \`request.json\` and the bodies in \`signals/\` are those whose digests stand in the log.
- \`report.html\`, \`ocsf.jsonl\` and \`timeline.csv\` are views, made from the same entries and listed in the manifest.
- Nothing here shows what came after size ${head.size}, nor what somebody with the signing key changed after the last
  anchor. Compare the checkpoint with one that was anchored elsewhere: \`node verify.mjs . checkpoints.jsonl\`.
- The log shows what the console recorded. Whether 1Password did the same is shown by its own audit events.

The forms: https://c2sp.org/tlog-checkpoint, https://c2sp.org/tlog-proof, https://c2sp.org/signed-note, RFC 6962. The
program is short and readable; a second one can be written from the specification of the package.
`;
}
