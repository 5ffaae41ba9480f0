import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

const program = `
  const server = require("node:http").createServer((request, response) => response.write("a stream without end"));
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
  process.on("SIGTERM", () => server.close(() => process.exit(143)));
`;

test("a stream without end doesn't hold a server that is told to stop", async () => {
  const { child, port } = await start();
  const stream = await fetch(`http://127.0.0.1:${port}/`);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([143, null]);
  await expect(stream.text()).rejects.toThrow();
});

test("the server ends when its parent lets go of it", async () => {
  const { child } = await start();
  const ended = once(child, "exit");
  child.disconnect();
  expect(await ended).toEqual([143, null]);
});

async function start(): Promise<{ child: ChildProcess; port: number }> {
  const module = new URL("./end-in-time.mjs", import.meta.url).href;
  const child = spawn(process.execPath, ["--import", module, "-e", program], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [port] = (await once(child, "message")) as [number];
  return { child, port };
}
