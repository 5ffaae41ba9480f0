/** The part of the load generator that the benchmarks use; the package brings no types. */
declare module "autocannon" {
  interface Run extends Promise<{ errors: number; timeouts: number }> {
    on(event: "response", listen: (client: unknown, status: number, bytes: number, ms: number) => void): void;
  }

  export default function autocannon(options: {
    url: string;
    connections: number;
    /** Seconds. */
    duration: number;
    headers: Record<string, string>;
  }): Run;
}
