import { Server } from "node:http";

/*
 * Loaded by `node --import` before Next, so that the console ends when it is told to and with whoever started it.
 */

/** Time for answers on their way; streams of live updates have no end of their own and would hold the process. */
const lastAnswersMs = 1000;

const close = Server.prototype.close;

/** @type {typeof close} */
Server.prototype.close = function (callback) {
  setTimeout(() => this.closeAllConnections(), lastAnswersMs).unref();
  return Reflect.apply(close, this, [callback]);
};

// Whoever started this process holds the other end of the channel: when it dies, even by kill -9, so does this.
if (process.channel !== undefined) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
