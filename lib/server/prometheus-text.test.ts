import { expect, it } from "vitest";
import { prometheusText } from "./prometheus-text.ts";

it("a label's quotes, backslashes and line ends stay inside it, and a metric without samples is left out", () => {
  const text = prometheusText([
    { name: "a", help: "One\ntwo", type: "gauge", samples: [{ labels: { x: 'b"c\\d\ne' }, value: 1.5 }] },
    { name: "b", help: "Nothing", type: "counter", samples: [] },
  ]);
  expect(text).toBe('# HELP a One\\ntwo\n# TYPE a gauge\na{x="b\\"c\\\\d\\ne"} 1.5\n');
});
