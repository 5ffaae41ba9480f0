import { CsvError, parse } from "csv-parse/sync";
import type { GivenRow, RowError } from "#lib/domain/people-file.ts";
import { peopleColumns } from "#lib/domain/people-file.ts";

const lists: ReadonlySet<string> = new Set(["aliases", "dependents"]);

/** The rows of a people file (RFC 4180; comma, semicolon or tab), or why it can't be read at all. */
export function readPeopleCsv(text: string): { rows: GivenRow[]; errors: RowError[] } {
  const [firstLine = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: delimiterOf(firstLine),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error["lines"] ?? 1);
    return unreadable(line, "can't be read as CSV from here on: put text with quotes or commas in quotes");
  }
  const [head, ...rest] = records;
  if (!head) return unreadable(1, "is empty: begin with a line of column names");
  const columns = head.record.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, "_"),
  );
  const errors = columnErrors(columns);
  if (errors.length > 0) return { rows: [], errors };
  const rows: GivenRow[] = [];
  for (const { record, info } of rest) {
    if (record.length > columns.length) {
      errors.push({
        line: info.lines,
        field: null,
        problem: `has ${record.length} cells under ${columns.length} columns: put text with a comma in quotes`,
      });
      continue;
    }
    rows.push({ line: info.lines, fields: toFields(columns, record) });
  }
  return { rows, errors };
}

function columnErrors(columns: readonly string[]): RowError[] {
  const names = Object.keys(peopleColumns);
  const errors: RowError[] = columns.flatMap((name, index) =>
    names.includes(name)
      ? columns.indexOf(name) === index
        ? []
        : [{ line: 1, field: name, problem: "stands twice: keep one of the two columns" }]
      : [
          {
            line: 1,
            field: name === "" ? `column ${index + 1}` : name,
            problem: `is no column that is known: rename it to one of ${names.join(", ")}, or remove it`,
          },
        ],
  );
  if (!columns.includes("email")) {
    errors.push({ line: 1, field: "email", problem: "is missing: one column has to be called email" });
  }
  return errors;
}

function toFields(columns: readonly string[], record: readonly string[]): GivenRow["fields"] {
  const fields: Record<string, unknown> = {};
  columns.forEach((name, index) => {
    const cell = (record[index] ?? "").trim();
    const field = Object.entries(peopleColumns).find(([column]) => column === name)?.[1];
    if (field === undefined || cell === "") return;
    fields[field] = lists.has(field)
      ? cell
          .split(/[;\n]/)
          .map((part) => part.trim())
          .filter((part) => part !== "")
      : field === "identityClass"
        ? cell.toLowerCase().replaceAll(/[\s-]+/g, "_")
        : cell;
  });
  return fields;
}

/** Spreadsheets of some countries write semicolons. A list within a cell then stands in quotes. */
function delimiterOf(firstLine: string): string {
  const count = (letter: string) => firstLine.split(letter).length;
  return [",", ";", "\t"].reduce((best, letter) => (count(letter) > count(best) ? letter : best));
}

function unreadable(line: number, problem: string): { rows: GivenRow[]; errors: RowError[] } {
  return { rows: [], errors: [{ line, field: null, problem }] };
}
