import { expect, test } from "vitest";
import { checkEvent } from "#lib/commands/check-ocsf/check-event.ts";
import { openTestSchemas } from "#lib/commands/check-ocsf/test-open-schemas.ts";
import { entryTypes } from "#lib/domain/entry.ts";
import { testLogOrigin } from "#lib/use-cases/log/test-log.ts";
import { ocsfLines } from "./ocsf-lines.ts";
import { openBusyScene } from "./test-busy-scene.ts";

/** Types that no use-case writes yet, and those that would take what is read here. */
const unwritten = new Set(["request.proposed", "key.changed", "subject.key_destroyed", "data.deleted"]);

test(
  "all that happens in a console is OCSF, in the same bytes whenever and from wherever it is made",
  { timeout: 60_000 },
  async () => {
    const scene = await openBusyScene();
    const chains = await scene.chains();
    const context = {
      productVersion: "0.0.0",
      installationId: scene.services.stores.installationId,
      origin: `${testLogOrigin}/1`,
    };
    const all = [...chains.values()].flat();
    const types = new Set(all.map((record) => record.type));
    expect(entryTypes.filter((type) => !types.has(type) && !unwritten.has(type))).toEqual([]);

    for (const version of ["1.8.0", "1.9.0"] as const) {
      const schemas = openTestSchemas(version);
      const lines = await ocsfLines(scene.services, all, { version, ...context });
      expect(lines).toHaveLength(all.length);
      for (const line of lines) expect(checkEvent(JSON.parse(line), schemas).errors, line).toEqual([]);
    }

    const lines = await ocsfLines(scene.services, all, { version: "1.8.0", ...context });
    await scene.pass(60_000);
    expect(await ocsfLines(scene.services, all, { version: "1.8.0", ...context })).toEqual(lines);
    // A part of a chain reads what it needs from before.
    let at = 0;
    for (const records of chains.values()) {
      const part = await ocsfLines(scene.services, records.slice(-2), { version: "1.8.0", ...context });
      at += records.length;
      expect(part).toEqual(lines.slice(at - part.length, at));
    }
  },
);
