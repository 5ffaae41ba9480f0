import { expect, test } from "vitest";
import { readRows } from "#lib/domain/people-file.ts";
import { readPeopleCsv } from "./read-csv.ts";

const example = `email,aliases,manager,department,identity_class,dependents,second_contact,partner,operating_team
Ann@Acme.example,"a.one@acme.example; a.two@acme.example",,Payroll,business critical,"Wages; Bank file","Tobias, +49 1",,
`;

test("a file of all columns is read, with the line of each row", () => {
  const { rows, errors } = readPeopleCsv(example);
  expect(errors).toEqual([]);
  expect(readRows(rows)).toEqual({
    errors: [],
    rows: [
      {
        line: 2,
        row: {
          email: "ann@acme.example",
          aliases: ["a.one@acme.example", "a.two@acme.example"],
          manager: null,
          department: "Payroll",
          identityClass: "business_critical",
          dependents: ["Wages", "Bank file"],
          secondContact: "Tobias, +49 1",
          partner: null,
          operatingTeam: null,
        },
      },
    ],
  });
});

test("what spreadsheets do is read too: a byte-order mark, semicolons, CRLF, capitals, empty lines", () => {
  const { rows, errors } = readPeopleCsv("\uFEFFEmail;Second Contact\r\n\r\nann@acme.example;Ben\r\n");
  expect(errors).toEqual([]);
  expect(rows).toEqual([{ line: 3, fields: { email: "ann@acme.example", secondContact: "Ben" } }]);
});

test.each([
  ["", 1, "is empty"],
  ["name\nAnn\n", 1, "is no column that is known"],
  ["department\nPayroll\n", 1, "one column has to be called email"],
  ["email,email\na@b,c@d\n", 1, "stands twice"],
  ["email,department\na@acme.example,Pay,roll\n", 2, "has 3 cells under 2 columns"],
  ['email\na@acme.example\n"broken\n', 3, "can't be read as CSV"],
])("%j says in line %i what is wrong", (text, line, problem) => {
  const { errors } = readPeopleCsv(text);
  expect(errors[0]).toMatchObject({ line, problem: expect.stringContaining(problem) as string });
});
