import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { sampleCommand } from "#lib/domain/sample-command.ts";
import { makeSigningSecret } from "./make-signing-secret.ts";
import { verifySignature } from "./verify-signature.ts";

async function receive() {
  const got: { headers: Headers; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      got.push({
        headers: new Headers(request.headers as Record<string, string>),
        body: Buffer.concat(parts),
      });
      response.writeHead(202).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/signals` };
}

const run = (command: string) => once(spawn("sh", ["-c", command], { stdio: "ignore" }), "close");

/** A body that a shell would take for commands if it were quoted wrongly. */
const body = `{\n  "title": "It's $(touch /nowhere) \`id\` \\"quoted\\" $HOME",\n  "n": "ü"\n}`;

test("the command shown with a sample sends exactly the sample, signed with the secret that is put into it", async () => {
  const { got, url } = await receive();
  const secret = makeSigningSecret();
  const command = sampleCommand({ url, body, unsigned: false });
  await run(command.replace("whsec_PUT_THE_SECRET_HERE", secret));
  expect(got[0]?.body.toString()).toBe(body);
  const { headers, body: sent } = got[0] ?? { headers: new Headers(), body: Buffer.from("") };
  expect(verifySignature({ headers, body: sent, secrets: [secret], now: new Date() })).toMatch(/^msg_/);
});

test("for an unsigned source it carries the key in the fixed header", async () => {
  const { got, url } = await receive();
  const command = sampleCommand({ url, body, unsigned: true });
  await run(command.replace("cs_PUT_THE_API_KEY_HERE", "cs_mine"));
  expect(got[0]?.body.toString()).toBe(body);
  expect(got[0]?.headers.get("authorization")).toBe("Bearer cs_mine");
});
