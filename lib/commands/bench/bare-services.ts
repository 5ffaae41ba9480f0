import { registerHooks } from "node:module";
import { loadEnv } from "#lib/server/env.ts";
import { rememberAnswers } from "./remember-answers.ts";

/*
 * Loaded into the console's process before Next, this makes of the very same build a console without a database: its
 * services are there already when Next would start them, and their stores answer from memory whatever was asked once.
 * So what `queue-page-vs-bare` compares with is the same page, rows, layout, session and all, at the price of rendering
 * alone; nothing of it is in the product. A question that comes after the first ones is a fault, and the measurement
 * fails by it.
 */

const questionsWithinMs = 20_000;

// The package throws outside a server bundle; what is loaded here is the server.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "server-only"
      ? { url: "data:text/javascript,", shortCircuit: true }
      : next(specifier, context),
});

const { openServices } = await import("#lib/server/services.ts");
const loaded = loadEnv(process.env);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const services = await openServices(loaded.env);
const { stores, forbidQuestions } = rememberAnswers(services.stores);
globalThis.countersignServices = { ...services, stores };
// Whoever measures asks everything once before this time is over.
setTimeout(forbidQuestions, questionsWithinMs).unref();
