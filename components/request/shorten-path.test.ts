import { expect, it } from "vitest";

import { shortenPath } from "./shorten-path.ts";

it("a long path keeps what the call was about: whom, by both ends of the id, and the verb", () => {
  const path = "/v1/accounts/P5N5Q2MHQHSF4HTHGO6XQTR4DV/users/ZMUATCNCMFOCTODDZISSPJ4V2X:suspend";
  expect(shortenPath(path)).toBe("…/users/ZMUA…4V2X:suspend");
});

it("a path that fits is shown whole", () => {
  expect(shortenPath("/v1/users/A1:reactivate")).toBe("/v1/users/A1:reactivate");
});

it("a long path of two parts doesn't claim that more came before", () => {
  expect(shortenPath("/users/ZMUATCNCMFOCTODDZISSPJ4V2X:suspend")).toBe("/users/ZMUA…4V2X:suspend");
});
