import { z } from "zod";
import type { ConsoleUnderTest } from "#e2e/console-under-test.ts";

const Reading = z.object({ state: z.string() });
const CaseItem = z.object({ key: z.string(), workflowId: z.string(), title: z.string(), status: z.string() });

const Case = CaseItem.extend({
  severity: z.string(),
  owner: z.string().nullable(),
  subject: z.object({ userId: z.string(), email: z.string(), name: z.string(), state: z.string() }),
  signals: z.array(z.object({ id: z.string(), title: z.string() })),
  request: z.object({ key: z.string(), action: z.string(), status: z.string() }).nullable(),
});

const Request = z.object({
  key: z.string(),
  status: z.string(),
  version: z.int(),
  digest: z.string(),
  workflowId: z.string(),
  approvals: z.array(z.object({ person: z.string(), decision: z.string() })),
  attempts: z.array(z.object({ n: z.int() })),
  outcome: z
    .object({ how: z.string(), code: z.string(), before: Reading.nullable(), after: Reading.nullable() })
    .nullable(),
});

const TimelineItem = z.object({
  caseSeq: z.int(),
  hash: z.string(),
  entry: z.object({
    type: z.string(),
    workflowId: z.string().nullable(),
    outcome: z.object({ result: z.string(), code: z.string().nullable() }).nullable(),
  }),
});

export type Machine = ReturnType<typeof openMachine>;

/** The machine interface with the demo's key: what other programs see of a case. */
export function openMachine({ url, demo }: ConsoleUnderTest) {
  const get = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${demo.apiKey}` },
    });
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${await answer.text()}`);
    return shape.parse(await answer.json());
  };
  return {
    cases: (query: Record<string, string>) =>
      get(
        `/cases?${new URLSearchParams(query).toString()}`,
        z.object({ items: z.array(CaseItem), total: z.int() }),
      ),
    case: (key: string) => get(`/cases/${key}`, Case),
    request: (key: string) => get(`/requests/${key}`, Request),
    async timeline(key: string) {
      const { items } = await get(`/cases/${key}/timeline`, z.object({ items: z.array(TimelineItem) }));
      return items.map(({ entry, ...rest }) => ({ ...rest, ...entry }));
    },
  };
}
