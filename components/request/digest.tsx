import { CopyButton } from "#components/ui/copy-button.tsx";

/** The digest of all that is shown, asked for and carried out: its beginning to compare, the whole to copy. */
export function Digest({ digest }: { digest: string }) {
  return (
    <span className="inline-flex items-center gap-0.5 text-xs text-muted">
      digest
      <span className="ml-1 font-mono" title={digest}>
        {digest.slice(0, 12)}…
      </span>
      <CopyButton text={digest} label="Copy the digest" className="size-6" />
    </span>
  );
}
