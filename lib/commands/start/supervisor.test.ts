import { expect, test } from "vitest";
import { createSupervisor } from "./supervisor.ts";
import type { Supervisor } from "./supervisor.ts";

const stays = "console.log('up'); setInterval(() => {}, 1000)";
const env: NodeJS.ProcessEnv = { NODE_ENV: "test" };

interface Setup {
  supervisor: Supervisor;
  said: string[];
}

function setUp(graceMs = 5000): Setup {
  const said: string[] = [];
  return { supervisor: createSupervisor({ cwd: process.cwd(), say: (it) => said.push(it), graceMs }), said };
}

function startUntilUp(supervisor: Supervisor, code: string): Promise<number> {
  return new Promise((resolve) => {
    const child = supervisor.start({
      name: "A program",
      args: ["-e", code],
      env,
      onLine: () => resolve(child.pid ?? 0),
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("stopping ends every program before it is over", async () => {
  const { supervisor, said } = setUp();
  const pids = [await startUntilUp(supervisor, stays), await startUntilUp(supervisor, stays)];
  supervisor.stop(0);
  supervisor.stop(1);
  expect(await supervisor.whenOver).toBe(0);
  expect(pids.map(isAlive)).toEqual([false, false]);
  expect(said).toEqual([]);
});

test("when one program dies the others are stopped, and it is said which one it was", async () => {
  const { supervisor, said } = setUp();
  const pid = await startUntilUp(supervisor, stays);
  supervisor.start({ name: "The console", args: ["-e", "process.exit(3)"], env, onLine: () => {} });
  expect(await supervisor.whenOver).toBe(1);
  expect(isAlive(pid)).toBe(false);
  expect(said).toEqual(["The console ended by itself (status 3), so everything else is stopped too."]);
});

test("a program that won't end is killed after the time of grace", async () => {
  const { supervisor } = setUp(100);
  const pid = await startUntilUp(supervisor, `process.on('SIGTERM', () => {}); ${stays}`);
  supervisor.stop(0);
  expect(await supervisor.whenOver).toBe(0);
  expect(isAlive(pid)).toBe(false);
});

test("a program that runs to its end gives status and words", async () => {
  const { supervisor } = setUp();
  const code = "console.log('one'); console.error('two'); process.exitCode = 4";
  const { status, output } = await supervisor.run({ name: "A", args: ["-e", code], env });
  expect(status).toBe(4);
  expect(output.trim().split("\n").toSorted()).toEqual(["one", "two"]);
  supervisor.stop(0);
  expect(await supervisor.whenOver).toBe(0);
});
