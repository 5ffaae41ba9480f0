import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { expect, test } from "vitest";
import { describePortProblem, findPortProblems } from "./check-ports.ts";

const addresses = ["127.0.0.1", "::1"];

async function occupy(address: string): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, address);
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port };
}

test.each(addresses)("a port taken on %s is named with the variable that sets another", async (address) => {
  const { server, port } = await occupy(address);
  const wanted = [{ port, variable: "SIMULATOR_PORT", purpose: "the simulated 1Password account" }];
  const problems = await findPortProblems(wanted, addresses);
  server.close();
  expect(problems).toHaveLength(1);
  const sentence = problems.map(describePortProblem).join();
  expect(sentence).toContain(`Port ${port} is taken by another program (on ${address})`);
  expect(sentence).toContain("SIMULATOR_PORT=");
});

test("a free port is no problem and stays free", async () => {
  const { server, port } = await occupy("127.0.0.1");
  server.close();
  await once(server, "close");
  const wanted = [{ port, variable: "PORT", purpose: "the console" }];
  expect(await findPortProblems(wanted, addresses)).toEqual([]);
  expect(await findPortProblems(wanted, addresses)).toEqual([]);
});
