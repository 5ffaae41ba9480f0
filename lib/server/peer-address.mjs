import { Server } from "node:http";
import { BlockList, isIP } from "node:net";

/*
 * Loaded by `node --import` before Next. `next start` believes whatever `X-Forwarded-…` a client sends and puts the
 * peer's address there only when nothing was sent, so limits by address and checks by host would rest on the client's
 * word. Here each request is set right before Next sees it. The trusted proxies come in this module's own address,
 * `peer-address.mjs?trusted=10.0.0.7,10.1.0.0/16`, and this file is plain JavaScript, so that nothing has to run before.
 */

const trusted = new BlockList();
for (const entry of (new URL(import.meta.url).searchParams.get("trusted") ?? "").split(",")) {
  const [address = "", prefix] = entry.trim().split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (isIP(address) !== 0)
    trusted.addSubnet(address, Number(prefix ?? (family === "ipv4" ? 32 : 128)), family);
}

// Ways past the framework's own checks (CVE-2025-29927 and its kin): no client has a reason to send them.
const neverPassed = /^(x-middleware-.*|next-resume)$/;
const fromProxiesOnly = /^(x-forwarded-.*|forwarded|x-real-ip)$/;

/** @param {string | undefined} address */
function plain(address) {
  return (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
}

/** @param {string} address */
function isTrusted(address) {
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 6 ? "ipv6" : "ipv4");
}

/**
 * The address nearest to us that isn't a proxy of ours: what stands further left may have been sent by the client.
 *
 * @param {string} peer
 * @param {string | string[] | undefined} forwarded
 */
function findClient(peer, forwarded) {
  const hops = String(forwarded ?? "").split(",");
  let client = peer;
  while (isTrusted(client) && hops.length > 0) {
    const next = plain(hops.pop()?.trim());
    if (isIP(next) === 0) break;
    client = next;
  }
  return client;
}

/** @param {import("node:http").IncomingMessage} request */
function setRight(request) {
  const peer = plain(request.socket.remoteAddress);
  const client = findClient(peer, request.headers["x-forwarded-for"]);
  const fromProxy = isTrusted(peer);
  /** @param {string} name */
  const isDropped = (name) =>
    neverPassed.test(name) || name === "x-forwarded-for" || (!fromProxy && fromProxiesOnly.test(name));
  // Node makes both views from the raw list when first asked, so that list is cut last.
  for (const view of [request.headers, request.headersDistinct]) {
    for (const name of Object.keys(view)) if (isDropped(name)) delete view[name];
  }
  request.headers["x-forwarded-for"] = client;
  request.headersDistinct["x-forwarded-for"] = [client];
  const kept = ["X-Forwarded-For", client];
  for (let place = 0; place < request.rawHeaders.length; place += 2) {
    const name = request.rawHeaders[place] ?? "";
    if (!isDropped(name.toLowerCase())) kept.push(name, request.rawHeaders[place + 1] ?? "");
  }
  request.rawHeaders.splice(0, request.rawHeaders.length, ...kept);
}

const emit = Server.prototype.emit;

/** @type {typeof emit} */
Server.prototype.emit = function (event, ...details) {
  if (event === "upgrade" || event === "connect") {
    // The console has no WebSocket; Next's own way of passing them on was a hole (CVE-2026-44578).
    details[1].end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    return true;
  }
  // Next answers TRACE with a fault of its own; nothing here echoes requests.
  if (event === "request" && details[0].method === "TRACE") {
    details[1].writeHead(405, { allow: "GET, HEAD, POST", "content-length": "0" }).end();
    return true;
  }
  if (event === "request" || event === "checkContinue" || event === "checkExpectation") setRight(details[0]);
  return Reflect.apply(emit, this, [event, ...details]);
};
