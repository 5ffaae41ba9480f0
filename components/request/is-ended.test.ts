import { expect, test } from "vitest";

import { isEnded as domainIsEnded, RequestStatus } from "#lib/domain/request.ts";
import { isEnded } from "./is-ended.ts";

test.each(RequestStatus.options)("%s is an end here exactly when it is one in the domain", (status) => {
  expect(isEnded(status)).toBe(domainIsEnded(status));
});
