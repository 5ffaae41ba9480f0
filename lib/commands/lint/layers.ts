import type { OxlintOverride } from "oxlint";

interface Pattern {
  group?: string[];
  regex?: string;
  message: string;
}

/** Default deny: nothing but these may be imported. `**` in one of them crosses folders. */
function only(allowed: string[], message: string): Pattern {
  return { group: ["**", ...allowed.map((pattern) => `!${pattern}`)], message };
}

function never(regex: string, message: string): Pattern {
  return { regex, message };
}

const everywhere = [
  never(
    "(^|/)\\.\\.(/|$)",
    "Write `#lib/…` instead of `../`: only then does the linter see where an import leads.",
  ),
  never("^(node:)?process$", "Use the global `process`, so that the rule about the environment sees it."),
];
const noRoutes = never("^#app/", "Nobody imports the routes.");
const noNextAuth = never(
  "^next-auth(/|$)",
  "next-auth stays behind lib/server/session, so that it can be replaced.",
);
const noSimulator = never(
  "^#lib/simulator/",
  "The simulator is the outside world: spoken to over HTTP only.",
);
const noCommands = never("^#lib/commands/", "Commands stand above all else; nothing imports them.");
const noDatabase = never("^(drizzle-orm(/|$)|better-sqlite3$|pg$)", "Only db knows the databases.");
const noScreen = never(
  "^(next(/|$)|react(/|$)|react-dom(/|$)|server-only$)",
  "Next.js and React only ask and show: they stay in app, components and lib/server.",
);
const composes = never("^#(components|e2e)/", "The server composes what lies below it and shows nothing.");
const asksServer = never(
  "^#(db|e2e)/|^#lib/(adapters|commands|log|ports|simulator)[/.]",
  "A route asks lib/server who is there and calls a use-case with it; it knows no store and no adapter.",
);

/** What each folder may import; where two rows match a file, the later one counts alone. */
const layers: [files: string[], patterns: Pattern[]][] = [
  [["**"], [noRoutes, noNextAuth, noSimulator]],
  [
    ["lib/domain/**"],
    [only(["./**", "#lib/domain/**", "zod"], "The domain imports only zod: it also runs in the browser.")],
  ],
  [
    ["lib/log/**"],
    [
      only(
        ["./**", "#lib/log/**", "#lib/domain/**", "zod", "node:crypto"],
        "The log imports domain and node:crypto.",
      ),
    ],
  ],
  [
    ["lib/report/**"],
    [only(["./**", "#lib/report/**", "#lib/domain/**"], "A report is text made from what it is given.")],
  ],
  [
    ["lib/ports.ts", "lib/ports/**"],
    [
      only(
        ["./**", "#lib/ports/**", "#lib/domain/**", "#lib/log/**"],
        "The ports speak of the domain and the log only.",
      ),
    ],
  ],
  [
    ["lib/use-cases/**"],
    [
      only(
        [
          "./**",
          "#lib/use-cases/**",
          "#lib/ports/directory.ts",
          "#lib/ports/**",
          "#lib/domain/**",
          "#lib/log/**",
          "#lib/report/**",
          "zod",
        ],
        "A use-case carries a decision between ports: it imports ports, domain, log and report, and no world.",
      ),
    ],
  ],
  [
    ["lib/adapters/**"],
    [
      noRoutes,
      noNextAuth,
      noDatabase,
      noScreen,
      never(
        "^#(components|db|e2e)/|^#lib/(commands|queries|server|simulator|use-cases)/",
        "An adapter imports ports, domain, the log's types, and its own libraries.",
      ),
    ],
  ],
  [
    ["db/**"],
    [
      only(
        [
          "./**",
          "#db/**",
          "#lib/ports/directory.ts",
          "#lib/ports/**",
          "#lib/domain/**",
          "#lib/log/**",
          "zod",
          "uuidv7",
          "node:*",
        ].concat("drizzle-orm", "drizzle-orm/**", "drizzle-kit", "better-sqlite3", "pg"),
        "The stores import ports, domain, log and the databases' libraries.",
      ),
    ],
  ],
  [["lib/server/**"], [noRoutes, noNextAuth, noCommands, noSimulator, composes]],
  [["lib/server/session/**"], [noRoutes, noCommands, noSimulator, composes]],
  [
    ["lib/queries/**"],
    [
      only(
        ["./**", "#lib/queries/**", "#lib/domain/**", "zod", "@tanstack/react-query"],
        "Queries run in the browser: they import the domain and react-query.",
      ),
    ],
  ],
  [
    ["components/**"],
    [
      noRoutes,
      noNextAuth,
      noDatabase,
      never(
        "^#(db|e2e)/|^#lib/(adapters|commands|log|ports|server|simulator|use-cases)[/.]",
        "A component imports components, queries and the domain; all else comes in as a property.",
      ),
      never("^node:|^pino$|^server-only$", "Components run in the browser."),
    ],
  ],
  [
    ["app/**", "proxy.ts", "instrumentation.ts"],
    [noNextAuth, noDatabase, asksServer],
  ],
  [["app/api/auth/**"], [noDatabase, asksServer]],
  [
    ["lib/simulator/**"],
    [
      noNextAuth,
      noDatabase,
      noScreen,
      never(
        "^#(app|components|db|e2e)/|^#lib/(adapters|commands|domain|log|ports|queries|server|use-cases)[/.]",
        "The simulator imports nothing of the product: it is the outside world.",
      ),
    ],
  ],
  [
    ["lib/commands/**"],
    [noRoutes, noNextAuth, noSimulator, never("^#(components|e2e)/", "A command has no screen.")],
  ],
  // A test may hold two layers against each other, and start the simulator.
  [
    ["**/*.test.{ts,tsx}", "**/test-*.ts", "e2e/**"],
    [noRoutes, noNextAuth],
  ],
];

/** The layers of the project, as overrides of the linter's rule about imports. */
export const layerOverrides: OxlintOverride[] = layers.map(([files, patterns]) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [...everywhere, ...patterns] }] },
}));
