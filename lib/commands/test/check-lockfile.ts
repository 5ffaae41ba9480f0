import { z } from "zod";

const versionSchema = z.string().regex(/^\d+\.\d+\.\d+/);

export const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

const pinsSchema = z.record(z.string(), z.string()).default({});

export const manifestSchema = z.object({
  dependencies: pinsSchema,
  devDependencies: pinsSchema,
  optionalDependencies: pinsSchema,
});

export const floorsSchema = z.array(
  z.object({
    package: z.string(),
    /** The lowest version without a known hole. */
    floor: versionSchema,
    /** The same for older major lines that some library still asks for, by major number. */
    olderLines: z.record(z.string(), versionSchema).optional(),
    advisory: z.string().min(1),
    date: z.string().min(1),
  }),
);

interface Installation {
  lockfile: z.infer<typeof lockfileSchema>;
  manifest: z.infer<typeof manifestSchema>;
  floors: z.infer<typeof floorsSchema>;
}

/** What is wrong with the lockfile, a sentence each: loose pins, missing hashes, host names, versions below a floor. */
export function checkLockfile({ lockfile, manifest, floors }: Installation): string[] {
  const problems: string[] = [];
  const pins = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  for (const [name, pin] of Object.entries(pins)) {
    if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(pin))
      problems.push(`package.json asks for ${name} ${pin}, not an exact version.`);
  }
  for (const [place, { version, integrity, resolved, link }] of Object.entries(lockfile.packages)) {
    if (place === "") continue;
    if (link === true || integrity === undefined) problems.push(`${place} has no hash in the lockfile.`);
    if (resolved !== undefined) problems.push(`${place} names a host in the lockfile: ${resolved}.`);
    const name = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const rule = floors.find((candidate) => candidate.package === name);
    if (rule === undefined || version === undefined) continue;
    const floor = rule.olderLines?.[version.split(".")[0] ?? ""] ?? rule.floor;
    if (isBelow(version, floor)) problems.push(`${place} is ${version}, below ${floor}: ${rule.advisory}.`);
  }
  return problems;
}

function isBelow(version: string, floor: string): boolean {
  const have = numbersOf(version);
  const want = numbersOf(floor);
  for (const [place, wanted] of want.entries()) {
    const difference = (have[place] ?? 0) - wanted;
    if (difference !== 0) return difference < 0;
  }
  // A pre-release comes before the release of the same number.
  return version.includes("-") && !floor.includes("-");
}

function numbersOf(version: string): number[] {
  return (version.split("-")[0] ?? "").split(".").map(Number);
}
