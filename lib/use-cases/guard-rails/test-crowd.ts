import { z } from "zod";
import { openScene } from "#lib/use-cases/test-scene.ts";

/** Listed by the simulated account, and not found when asked for. */
const vanished = "gus.vanterpool@acme.example";
const Hidden = z.object({ role: z.string() });

/** A scene with people of the account to be suspended, none of them a member of the team. */
export async function openCrowd() {
  const scene = await openScene();
  const members = new Set((await scene.services.stores.people.members()).map(({ email }) => email));
  const page = await scene.services.stores.subjects.search({
    q: "",
    state: "ACTIVE",
    limit: 60,
    cursor: null,
  });
  const crowd: string[] = [];
  for (const { email, userId } of page.items) {
    // One of the simulated people is listed and can't be read, and neither owners nor managers of another company can be suspended.
    const { role } = Hidden.parse(await scene.control(`/users/${userId}`));
    if (role !== "owner" && email.endsWith("@acme.example") && email !== vanished && !members.has(email))
      crowd.push(email);
  }
  const suspended = async () => {
    const found = (await scene.control("/ledger/effects")) as {
      items: { operation: string; changed: boolean }[];
    };
    return found.items.filter(({ operation, changed }) => changed && operation === "suspend").length;
  };
  /** Asks and approves, and lets what was started come to its end. Gives the request's key. */
  const suspend = async (email: string, requester = scene.ana, approver = scene.ines) => {
    const request = await scene.ask(requester, email);
    await scene.decide(approver, request.key);
    await scene.settle();
    return request.key;
  };
  return { ...scene, crowd, suspended, suspend };
}
