import { decideRequest } from "./decide-request.ts";
import { openTestWorld } from "./test-world.ts";

export const wendy = "wendy.appleseed@acme.example";

/** Wendy in 1Password, an analyst and two IAM leads in the console. */
export async function openScene(options: Parameters<typeof openTestWorld>[0] = {}) {
  const world = await openTestWorld(options);
  const ana = await world.person("Ana Ruiz", ["analyst"]);
  const ines = await world.person("Ines Lindqvist", ["iam_lead"]);
  const ivo = await world.person("Ivo Marek", ["iam_lead"]);
  const aud = await world.person("Aud Chen", ["auditor"]);
  const decide = async (actor: typeof ines, key: string, decision: "approve" | "deny" = "approve") => {
    const request = await world.services.stores.requests.byKey(key);
    return decideRequest(world.services, actor, {
      requestKey: key,
      decision,
      reason: "Checked with the person's manager",
      digest: request?.digest ?? "",
      version: request?.version ?? 0,
    });
  };
  const statusOf = async (key: string) => (await world.services.stores.requests.byKey(key))?.status;
  return { ...world, ana, ines, ivo, aud, decide, statusOf, wendyId: await world.userId(wendy) };
}
