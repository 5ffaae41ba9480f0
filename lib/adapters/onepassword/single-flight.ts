export interface SingleFlight<T> {
  /**
   * Joins the call under way for `key`, or starts one. A caller whose signal fires gets `stopped` at once; the call
   * itself is aborted only when nobody waits for it any more.
   */
  run: (
    key: string,
    start: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ) => Promise<T | "stopped">;
  /** Lets later callers start anew, because what is under way may show the time before a change. */
  forget: (key: string) => void;
}

interface Flight<T> {
  promise: Promise<T>;
  controller: AbortController;
  waiting: number;
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();
  return {
    run: async (key, start, signal) => {
      const flight = flights.get(key) ?? begin(flights, key, start);
      flight.waiting += 1;
      try {
        return await orStopped(flight.promise, signal);
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          flight.controller.abort();
          if (flights.get(key) === flight) flights.delete(key);
        }
      }
    },
    forget: (key) => {
      flights.delete(key);
    },
  };
}

function begin<T>(
  flights: Map<string, Flight<T>>,
  key: string,
  start: (signal: AbortSignal) => Promise<T>,
): Flight<T> {
  const controller = new AbortController();
  const flight: Flight<T> = { promise: start(controller.signal), controller, waiting: 0 };
  flights.set(key, flight);
  const leave = () => {
    if (flights.get(key) === flight) flights.delete(key);
  };
  flight.promise.then(leave, leave);
  return flight;
}

/** The promise's value, or `stopped` when the signal fires first. The promise itself goes on. */
export function orStopped<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | "stopped"> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => resolve("stopped");
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
