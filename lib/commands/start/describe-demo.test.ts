import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { buildAlertCommand } from "./describe-demo.ts";

const secret = "whsec_Y291bnRlcnNpZ24tdGVzdC12ZWN0b3ItMzItYnl0ZXM=";
const shells = ["sh", "bash", "zsh"].filter((shell) => spawnSync(shell, ["-c", "true"]).status === 0);

test.each(shells)("the printed line, pasted twice into %s, sends two alerts that verify", async (shell) => {
  const seen: { id: string; title: string }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      const { title } = new Webhook(secret).verify(body, headers) as { title: string };
      seen.push({ id: headers["webhook-id"] ?? "", title });
      response.writeHead(202).end("taken");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const line = buildAlertCommand({
    secret,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/signals`,
  });
  expect(line).toMatch(/^curl /);
  const child = spawn(shell, ["-c", `${line}; ${line}`], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child, "close");
  server.close();
  expect(output).toBe("takentaken");
  expect(seen.map(({ title }) => title)).toEqual(["Impossible travel", "Impossible travel"]);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(2);
});
