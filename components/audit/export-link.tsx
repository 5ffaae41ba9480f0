import { Download } from "lucide-react";

import { exportAddress } from "#components/audit/audit-address.ts";
import { buttonStyles, type ButtonSize } from "#components/ui/button-styles.ts";
import type { AuditQuery } from "#lib/domain/audit.ts";

export interface ExportLinkProps {
  query: AuditQuery;
  list: string;
  format: "csv" | "json";
  /** What it is called, and what the name is followed by for speech. */
  label: string;
  of?: string | undefined;
  size?: ButtonSize | undefined;
}

/** Takes a list along as a file. A plain link: what is fetched ahead would be logged as exported. */
export function ExportLink({ query, list, format, label, of, size = "sm" }: ExportLinkProps) {
  return (
    <a
      href={exportAddress(query, list, format)}
      download
      className={buttonStyles({ size })}
      data-edge=""
      data-screen-only=""
    >
      <Download aria-hidden="true" className="-ml-0.5 size-3.5" />
      {label}
      {of === undefined ? null : <span className="sr-only"> of {of}</span>}
    </a>
  );
}
