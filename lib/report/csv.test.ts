import { expect, it } from "vitest";

import { csvLine } from "./csv.ts";

it("a record is parted by commas and ends with CRLF, as RFC 4180 has it", () => {
  expect(csvLine(["REQ-1042", 2, null, ""])).toBe("REQ-1042,2,,\r\n");
});

it("commas, quotation marks and line breaks are kept inside quotation marks", () => {
  expect(csvLine(['She said "no", twice', "two\r\nlines", "two\nlines"])).toBe(
    '"She said ""no"", twice","two\r\nlines","two\nlines"\r\n',
  );
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("no text becomes a formula: %j", (text) => {
  expect(csvLine([text])).toMatch(/^"?'/);
  expect(csvLine([`${text},"`])).toMatch(/^"'/);
});

it("a number below zero stays a number", () => {
  expect(csvLine([-1.5])).toBe("-1.5\r\n");
});
