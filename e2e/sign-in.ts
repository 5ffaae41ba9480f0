import { expect, type Page } from "@playwright/test";

/** Where each persona lands after signing in. */
export const landings = {
  "Ana Ruiz": "/cases",
  "Ben Okafor": "/cases",
  "Ines Lindqvist": "/approvals",
  "Ivo Marek": "/approvals",
  "Imani Osei": "/approvals",
  "Aud Chen": "/audit",
  "Ada Novak": "/settings",
  "Adam Brandt": "/settings",
} as const;
export type PersonaName = keyof typeof landings;

/** Signs in as a person does: the one button here, the person's button at the simulated identity provider. */
export async function signIn(page: Page, name: PersonaName): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page).toHaveURL((url) => url.pathname === landings[name]);
}
