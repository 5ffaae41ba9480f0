import NextAuth from "next-auth";
import type { NextAuthOptions } from "next-auth";
import type { NextApiRequest, NextApiResponse } from "next";
import { z } from "zod";

export interface FlowStep {
  /** Where the browser goes next; null when the flow broke. */
  location: string | null;
  /** `Set-Cookie` headers. */
  setCookies: string[];
}

interface Call {
  method: "GET" | "POST";
  action: "signin" | "callback";
  query: Record<string, string>;
  body: Record<string, string> | undefined;
  cookies: Record<string, string>;
}

const Cookies = z.array(z.string());

/** Runs one step of a sign-in through next-auth's interface for pages, with plain objects. */
export async function callNextAuth({
  options,
  publicUrl,
  call,
}: {
  options: NextAuthOptions;
  publicUrl: string;
  call: Call;
}): Promise<FlowStep> {
  const headers = new Map<string, unknown>();
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: unknown) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    end: () => undefined,
    json: () => undefined,
    send: () => undefined,
  };
  const { method, action, query, body, cookies } = call;
  const request = { method, body, cookies, headers: {}, query: { ...query, nextauth: [action, "oidc"] } };
  // The only way to tell next-auth its address; it reads this in the same turn. Without it, it would believe headers.
  process.env["NEXTAUTH_URL"] = publicUrl;
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  const location = headers.get("location");
  return {
    location: typeof location === "string" ? location : null,
    setCookies: Cookies.catch([]).parse(headers.get("set-cookie")),
  };
}
