import { z } from "zod";

import { ReadinessAnswer } from "./answers.ts";
import { operation } from "./operation.ts";

export const readHealth = operation({
  method: "get",
  path: "/api/healthz",
  id: "readHealth",
  summary: "Whether the process serves",
  route: { auth: "open" },
  answers: [{ status: 200, description: "It does.", json: z.object({ status: z.literal("ok") }) }],
});

export const readReadiness = operation({
  method: "get",
  path: "/api/readyz",
  id: "readReadiness",
  summary: "Whether everything is there that the console rests on",
  route: { auth: "open" },
  answers: [{ status: 200, description: "It is. 503 names the part that fails.", json: ReadinessAnswer }],
});

export const readMetrics = operation({
  method: "get",
  path: "/api/metrics",
  id: "readMetrics",
  summary: "Figures in Prometheus' text format",
  route: { auth: "key:metrics:read", query: z.strictObject({}) },
  answers: [{ status: 200, description: "No label holds anything of a person.", type: "text/plain" }],
});

export const readOpenApi = operation({
  method: "get",
  path: "/api/v1/openapi.json",
  id: "readOpenApi",
  summary: "This document",
  route: { auth: "open" },
  answers: [
    { status: 200, description: "OpenAPI 3.1.", json: z.looseObject({ openapi: z.literal("3.1.0") }) },
  ],
});
