import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Enum = z.record(z.string(), z.looseObject({ caption: z.string() }));

const RawAttribute = z.looseObject({
  caption: z.string().optional(),
  requirement: z.enum(["required", "recommended", "optional"]).optional(),
  type: z.string().optional(),
  is_array: z.boolean().optional(),
  sibling: z.string().optional(),
  enum: Enum.optional(),
  /** Null takes an attribute out of the profile that it came with. */
  profile: z.string().nullable().optional(),
  observable: z.int().optional(),
  "@deprecated": z.looseObject({ message: z.string(), since: z.string() }).optional(),
});
export type RawAttribute = z.infer<typeof RawAttribute>;

/** A class, an object or a profile as it is published. */
const RawDefinition = z.looseObject({
  name: z.string(),
  caption: z.string(),
  extends: z.string().optional(),
  uid: z.int().optional(),
  category: z.string().optional(),
  observable: z.int().optional(),
  profiles: z.array(z.string()).optional(),
  constraints: z
    .object({ at_least_one: z.array(z.string()).optional(), just_one: z.array(z.string()).optional() })
    .optional(),
  attributes: z.record(z.string(), z.union([z.array(z.string()), z.string(), RawAttribute])),
});
export type RawDefinition = z.infer<typeof RawDefinition>;

const RawType = z.looseObject({
  caption: z.string(),
  type: z.string().optional(),
  regex: z.string().optional(),
  max_len: z.int().optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  values: z.array(z.unknown()).optional(),
  observable: z.int().optional(),
});
export type RawType = z.infer<typeof RawType>;

const Dictionary = z.looseObject({
  attributes: z.record(z.string(), RawAttribute),
  types: z.looseObject({ attributes: z.record(z.string(), RawType) }),
});
const Categories = z.looseObject({
  attributes: z.record(z.string(), z.looseObject({ uid: z.int(), caption: z.string() })),
});
const Version = z.looseObject({ version: z.string() });

/** The files of ocsf/ocsf-schema, or of a part of it: parsed, not yet put together. */
export interface RawSchemas {
  version: string;
  dictionary: z.infer<typeof Dictionary>;
  categories: z.infer<typeof Categories>;
  events: RawDefinition[];
  objects: RawDefinition[];
  /** By the path under which a definition includes them, `profiles/host.json` say. */
  profiles: Map<string, RawDefinition>;
}

/** Reads a folder in the form of ocsf/ocsf-schema. Throws an `Error` that names the file which doesn't fit. */
export function readSchemas(folder: string): RawSchemas {
  const all = (part: string): [string, RawDefinition][] =>
    readdirSync(path.join(folder, part), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json"))
      .sort()
      .map((file) => [`${part}/${file}`, read(folder, `${part}/${file}`, RawDefinition)]);
  return {
    version: read(folder, "version.json", Version).version,
    dictionary: read(folder, "dictionary.json", Dictionary),
    categories: read(folder, "categories.json", Categories),
    events: all("events").map(([, definition]) => definition),
    objects: all("objects").map(([, definition]) => definition),
    profiles: new Map(all("profiles")),
  };
}

function read<Schema extends z.ZodType>(folder: string, file: string, schema: Schema): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(path.join(folder, file), "utf8")));
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${file} is not what a folder of OCSF schemas holds there: ${words}`, { cause: error });
  }
}
