import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";

const program = `
  const server = require("node:http").createServer((request, response) =>
    response.end(JSON.stringify({ headers: request.headers, distinct: request.headersDistinct })));
  server.on("upgrade", (request, socket) => socket.end("HTTP/1.1 101 Switching Protocols\\r\\n\\r\\n"));
  server.listen(0, "127.0.0.1", () => process.send(server.address().port));
`;

interface Running {
  child: ChildProcess;
  port: number;
}

let open: Running;
let behindProxy: Running;

beforeAll(async () => {
  [open, behindProxy] = await Promise.all([start(""), start("?trusted=127.0.0.1,10.0.0.0/8")]);
});

afterAll(() => {
  for (const { child } of [open, behindProxy]) child.kill("SIGKILL");
});

test("a client's word about its address is replaced by the socket's", async () => {
  const { headers, distinct } = await ask(open, { "X-Forwarded-For": "1.2.3.4, 5.6.7.8" });
  expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
  expect(distinct["x-forwarded-for"]).toEqual(["127.0.0.1"]);
});

test("every other forwarding header of a client is dropped, in any spelling", async () => {
  const sent = {
    "X-Forwarded-Host": "evil",
    "x-FORWARDED-proto": "https",
    Forwarded: "for=evil",
    "X-Real-IP": "1.1.1.1",
  };
  const { headers, distinct } = await ask(open, sent);
  const names = [...Object.keys(headers), ...Object.keys(distinct)];
  expect(names.filter((name) => /forwarded|real/.test(name))).toEqual(["x-forwarded-for", "x-forwarded-for"]);
});

test.each(["x-middleware-subrequest", "X-Middleware-Subrequest-Id", "next-resume"])(
  "%s is dropped",
  async (name) => {
    for (const server of [open, behindProxy]) {
      const { headers, distinct } = await ask(server, { [name]: "src/middleware:src/middleware" });
      expect({ ...headers, ...distinct }).not.toHaveProperty(name.toLowerCase());
    }
  },
);

test("behind a trusted proxy the client is the last address that is no proxy", async () => {
  const forwarded = { "X-Forwarded-For": "6.6.6.6, 203.0.113.9, 10.4.4.4", "X-Forwarded-Proto": "https" };
  const { headers } = await ask(behindProxy, forwarded);
  expect(headers["x-forwarded-for"]).toBe("203.0.113.9");
  expect(headers["x-forwarded-proto"]).toBe("https");
});

test("a trusted proxy that names nobody stands for itself", async () => {
  expect((await ask(behindProxy, {})).headers["x-forwarded-for"]).toBe("127.0.0.1");
  const garbage = { "X-Forwarded-For": "unknown" };
  expect((await ask(behindProxy, garbage)).headers["x-forwarded-for"]).toBe("127.0.0.1");
});

test("an upgrade is refused", async () => {
  const socket = connect(open.port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  let answer = "";
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
});

async function start(query: string): Promise<Running> {
  const module = new URL(`./peer-address.mjs${query}`, import.meta.url).href;
  const child = spawn(process.execPath, ["--import", module, "-e", program], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [port] = (await once(child, "message")) as [number];
  return { child, port };
}

interface Seen {
  headers: Record<string, string>;
  distinct: Record<string, string[]>;
}

function ask({ port }: Running, headers: Record<string, string>): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const call = request({ port, host: "127.0.0.1", headers }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => (body += chunk.toString()));
      response.on("end", () => resolve(JSON.parse(body) as Seen));
    });
    call.on("error", reject);
    call.end();
  });
}
