import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { journalRecord, type JournalRecord } from "./journal-record.ts";

/**
 * The account's memory: one JSON record a line, only ever appended to. An account that forgot a suspension would look
 * like a change from outside, so a durable record is on the disk before `append` returns.
 */
export interface Journal {
  append(record: JournalRecord, durable: boolean): void;
  /** Puts other records in the place of all; a crash leaves either the old ones or the new ones. */
  replace(records: readonly JournalRecord[]): void;
  close(): void;
}

/** Keeps nothing: the account of a test that doesn't restart. */
export const noJournal: Journal = {
  append: () => undefined,
  replace: () => undefined,
  close: () => undefined,
};

export function openJournal(file: string): { journal: Journal; records: JournalRecord[]; bytes: number } {
  mkdirSync(dirname(file), { recursive: true });
  const { records, bytes } = existsSync(file) ? readRecords(file) : { records: [], bytes: 0 };
  let descriptor = openForAppend(file);
  const journal: Journal = {
    append(record, durable) {
      const sizeBytes = fstatSync(descriptor).size;
      try {
        writeFileSync(descriptor, `${JSON.stringify(record)}\n`);
        if (durable) fsyncSync(descriptor);
      } catch (fault) {
        // Half a line in the middle would make the whole file unreadable at the next start.
        ftruncateSync(descriptor, sizeBytes);
        throw fault;
      }
    },
    replace(replacement) {
      const next = `${file}.next`;
      writeFileSync(next, replacement.map((record) => `${JSON.stringify(record)}\n`).join(""), {
        mode: 0o600,
        flush: true,
      });
      renameSync(next, file);
      closeSync(descriptor);
      descriptor = openForAppend(file);
    },
    close: () => closeSync(descriptor),
  };
  return { journal, records, bytes };
}

function openForAppend(file: string): number {
  const descriptor = openSync(file, "a", 0o600);
  chmodSync(file, 0o600);
  syncFolder(dirname(file));
  return descriptor;
}

/** Makes the file's name itself durable. Windows can't open a folder, and doesn't need it. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function readRecords(file: string): { records: JournalRecord[]; bytes: number } {
  const text = readFileSync(file, "utf8");
  // A line without its end was cut by a crash before anybody had an answer for it: it never happened.
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  const bytes = Buffer.byteLength(whole);
  if (whole.length < text.length) truncateSync(file, bytes);
  const lines = whole.split("\n").slice(0, -1);
  return { records: lines.map((line, index) => readRecord({ file, line, number: index + 1 })), bytes };
}

function readRecord({ file, line, number }: { file: string; line: string; number: number }): JournalRecord {
  try {
    return journalRecord.parse(JSON.parse(line));
  } catch (cause) {
    throw new Error(
      `The simulated account's state can't be read: line ${number} of ${file} is damaged. ` +
        "Nothing was changed. Restore the file, or move it away to begin with a fresh account.",
      { cause },
    );
  }
}
