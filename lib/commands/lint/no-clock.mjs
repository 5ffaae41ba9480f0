/*
 * `no-restricted-properties` catches `Date.now()`; nothing built in catches `new Date()` and `Date()`, which read the
 * clock as well. Reading a time that was given, `new Date(ms)`, is pure and stays allowed.
 */

/** @param {{ callee: { type: string, name?: string }, arguments: unknown[] }} node */
function readsClock(node) {
  return node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0;
}

const message = "This code is repeatable: the time comes in as an argument.";

export default {
  meta: { name: "countersign" },
  rules: {
    "no-clock": {
      /** @param {{ report: (problem: { message: string, node: unknown }) => void }} context */
      create(context) {
        /** @param {Parameters<typeof readsClock>[0]} node */
        const check = (node) => {
          if (readsClock(node)) context.report({ message, node });
        };
        return { NewExpression: check, CallExpression: check };
      },
    },
  },
};
