import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { makeSigningSecret } from "./make-signing-secret.ts";
import { sampleDelivery } from "./sample-delivery.ts";
import { verifySignature } from "./verify-signature.ts";

test("the command shown with a new source sends a signal that its secret verifies", async () => {
  const secret = makeSigningSecret();
  const ids: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = new Headers(request.headers as Record<string, string>);
      const body = Buffer.concat(parts);
      ids.push(verifySignature({ headers, body, secrets: [secret], now: new Date() }));
      response.writeHead(202).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/signals`;

  const command = sampleDelivery({ url, secret });
  await once(spawn("sh", ["-c", `${command}\n${command}`], { stdio: "ignore" }), "close");
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
});

test("two secrets are never the same, and have 32 bytes", () => {
  const secret = makeSigningSecret();
  expect(makeSigningSecret()).not.toBe(secret);
  expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
});
