import { csvLine, type CsvCell } from "./csv.ts";

/** A list that leaves the console, with what tells a reader where it comes from. */
export interface ListReport {
  title: string;
  /** What its rows are of: filters, times, version, the log. Name and value. */
  provenance: readonly (readonly [string, string | number])[];
  columns: readonly string[];
  rows: readonly (readonly CsvCell[])[];
}

/** A list as CSV: its provenance line by line, an empty line, the names of the columns, the rows. */
export function listCsv({ title, provenance, columns, rows }: ListReport): string {
  return [
    csvLine(["Countersign", title]),
    ...provenance.map(([name, value]) => csvLine([name, value])),
    "\r\n",
    csvLine(columns),
    ...rows.map((row) => csvLine(row)),
  ].join("");
}
