import { createServer } from "node:net";

export interface WantedPort {
  port: number;
  /** The variable that sets another. */
  variable: string;
  /** Who is to listen there, as the subject of a sentence. */
  purpose: string;
}

export interface PortProblem extends WantedPort {
  address: string;
  code: string;
}

/**
 * Finds the ports on which nobody could listen now. Looks at both loopback addresses: browsers try `::1` first for
 * `localhost`, so another program there would answer in our place.
 */
export async function findPortProblems(wanted: WantedPort[], addresses: string[]): Promise<PortProblem[]> {
  const problems: PortProblem[] = [];
  for (const want of wanted) {
    for (const address of addresses) {
      const code = await tryToListen(want.port, address);
      if (code === null || problems.some(({ port }) => port === want.port)) continue;
      problems.push({ ...want, address, code });
    }
  }
  return problems;
}

export function describePortProblem({ port, variable, purpose, address, code }: PortProblem): string {
  if (code === "EADDRINUSE") {
    return (
      `Port ${port} is taken by another program (on ${address}), so ${purpose} can't listen there. ` +
      `Stop that program, or take another port: ${variable}=${port + 100} npm start`
    );
  }
  return `${purpose} may not listen on port ${port} (${code}). Take another one: ${variable}=${port + 8000} npm start`;
}

/** The error's code when listening fails; null when it works or this computer has no such address. */
function tryToListen(port: number, address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      const hasNoAddress = error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT";
      resolve(hasNoAddress ? null : (error.code ?? "unknown"));
    });
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
