import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { type OnePassword, startOnePassword } from "./server.ts";
import { callAs, calls, control, effects, idOf, requestToken, startForTest, stateOf } from "./test-caller.ts";

function makeStateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "onepassword-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "state", "account.jsonl");
}

test("everything is as it was after a restart: people, ledger, credentials, tokens, modes", async () => {
  const stateFile = makeStateFile();
  const first = await startOnePassword({ port: 0, people: 120, stateFile });
  const wendy = await idOf(first, "Wendy");
  const { act } = await callAs(first, "suspend");
  await act(wendy, "suspend", { "x-request-id": "wf-7" });
  await control(first, `/users/${wendy}`, { email: "w.appleseed@acme.example" });
  await control(first, "/modes", { provisioning: true });
  const token = await requestToken(first, "look-up");
  const before = [await effects(first), await calls(first)];
  await first.close();

  const second = await startForTest({ people: 5_000, seed: 9, stateFile });
  expect([second.accountId, second.applications]).toEqual([first.accountId, first.applications]);
  expect([await effects(second), await calls(second)]).toEqual(before);
  expect(await control(second, "/state")).toMatchObject({ people: 120, modes: { provisioning: true } });
  const answer = await fetch(`${second.url}/v1/accounts/${second.accountId}/users/${wendy}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await answer.json()).toMatchObject({ state: "SUSPENDED", email: "w.appleseed@acme.example" });
});

test("a killed account has not forgotten what it answered", async () => {
  const stateFile = makeStateFile();
  const module = new URL("./server.ts", import.meta.url).href;
  const program = `const { startOnePassword } = await import(${JSON.stringify(module)});
    console.log(JSON.stringify(await startOnePassword({ port: 0, people: 60, stateFile: process.argv[1] })));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program, stateFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const account = JSON.parse(line) as OnePassword;
  const wendy = await idOf(account, "Wendy");
  const { act } = await callAs(account, "suspend");
  expect((await act(wendy, "suspend")).status).toBe(200);
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;

  const again = await startForTest({ stateFile });
  expect(await stateOf(again, wendy)).toBe("SUSPENDED");
  expect(await effects(again)).toMatchObject([{ user: wendy, changed: true }]);
});

test("half a last line is dropped, a damaged line before it stops the start and names itself", async () => {
  const stateFile = makeStateFile();
  const first = await startOnePassword({ port: 0, people: 60, stateFile });
  const wendy = await idOf(first, "Wendy");
  await (await callAs(first, "suspend")).act(wendy, "suspend");
  await first.close();
  appendFileSync(stateFile, '{"record":"entry","entry":{"kind":"eff');
  const second = await startOnePassword({ port: 0, stateFile });
  expect(await stateOf(second, wendy)).toBe("SUSPENDED");
  await second.close();
  const [header = "", ...rest] = readFileSync(stateFile, "utf8").split("\n");
  writeFileSync(stateFile, [header, "{]", ...rest].join("\n"));
  await expect(startOnePassword({ port: 0, stateFile })).rejects.toThrow(/line 2 of .* is damaged/u);
});

test("the state file is its owner's alone and holds no token", async () => {
  const stateFile = makeStateFile();
  const account = await startForTest({ stateFile });
  const token = await requestToken(account, "suspend");
  expect((statSync(stateFile).mode & 0o777).toString(8)).toBe("600");
  expect(readFileSync(stateFile, "utf8")).not.toContain(token);
});

test("a reset goes back to the seed, keeps credentials and tokens, and outlives a restart", async () => {
  const stateFile = makeStateFile();
  const first = await startOnePassword({ port: 0, people: 60, stateFile });
  const wendy = await idOf(first, "Wendy");
  const { act, get } = await callAs(first, "suspend");
  await act(wendy, "suspend");
  await control(first, `/users/${wendy}`, { gone: true });
  await control(first, "/reset", {});
  expect([await effects(first), await calls(first)]).toEqual([[], []]);
  expect(await (await get(wendy)).json()).toMatchObject({ state: "ACTIVE" });
  await first.close();
  const second = await startForTest({ stateFile });
  expect([await stateOf(second, wendy), second.applications]).toEqual(["ACTIVE", first.applications]);
});

test("a taken port is said, and leaves the state file free", async () => {
  const stateFile = makeStateFile();
  const taken = await startForTest();
  const port = Number(new URL(taken.url).port);
  await expect(startOnePassword({ port, stateFile })).rejects.toMatchObject({ code: "EADDRINUSE" });
  expect((await startForTest({ stateFile })).accountId).toBe(taken.accountId);
});
