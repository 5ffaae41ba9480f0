import { expect, it } from "vitest";
import { escapeSlack, slackText } from "./slack-message.ts";

it("what others wrote is neither a link nor a mention", () => {
  expect(escapeSlack("<!here> & <https://evil.example|click>")).toBe(
    "&lt;!here&gt; &amp; &lt;https://evil.example|click&gt;",
  );
  expect(escapeSlack("@channel")).not.toContain("@channel");
});

it("a message says verb, severity, case and time left, and links to the page", () => {
  const request = { key: "REQ-1042", action: "reactivate", leftMs: 59_000 } as const;
  const given = { type: "request.pending", caseKey: "IR-1042", severity: "critical", part: null } as const;
  const link = "https://countersign.example/approvals?request=REQ-1042";
  expect(slackText({ ...given, request, link })).toBe(
    `*Reactivate* · waits for a second person · critical · IR-1042 · REQ-1042 · less than a minute left · <${link}|Open in Countersign>`,
  );
  expect(slackText({ ...given, request: { ...request, leftMs: 121 * 60_000 }, link })).toContain("2 h left");
  expect(slackText({ ...given, type: "case.closed", request: null, link })).toContain(
    "*Case closed* · critical",
  );
});
