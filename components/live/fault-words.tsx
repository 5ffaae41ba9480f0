"use client";

export interface FaultProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** What broke, what did not happen, and the id under which the server's log has the rest. */
export function FaultWords({ error }: { error: FaultProps["error"] }) {
  return (
    <>
      <p>
        The console could not show this page. Showing changes nothing: no request was made and nothing was
        sent to 1Password by it.
      </p>
      <p>
        Try again. If it stays, give this id to an administrator:{" "}
        <code className="font-mono text-xs text-fg">{error.digest ?? "browser"}</code>
        {error.digest === undefined ? " (it broke in this browser, after the server had answered)" : null}
      </p>
    </>
  );
}
