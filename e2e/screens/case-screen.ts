import { expect, type Locator, type Page } from "@playwright/test";

export type State = "ACTIVE" | "SUSPENDED" | "UNKNOWN";

/** The regions of a case, by the names that screen readers and other programs rely on. */
export interface CaseScreen {
  page: Page;
  user: Locator;
  request: Locator;
  timeline: Locator;
  badge: (state: State) => Locator;
}

export async function openCase(page: Page, key: string): Promise<CaseScreen> {
  await page.goto(`/cases/${key}`);
  const screen = caseScreen(page);
  await expect(page.getByRole("region", { name: "Case", exact: true })).toBeVisible();
  return screen;
}

export function caseScreen(page: Page): CaseScreen {
  const region = (name: string) => page.getByRole("region", { name, exact: true });
  const user = region("1Password user");
  return {
    page,
    user,
    request: region("Request"),
    timeline: region("Timeline"),
    badge: (state) => user.getByText(state, { exact: true }),
  };
}

export type Action = "suspend" | "reactivate";

const askButton = { suspend: "Request suspension", reactivate: "Request reactivation" } as const;

/** Asks for an action by the form, and gives the key of the request that came of it. */
export async function askFor(screen: CaseScreen, action: Action, reason: string): Promise<string> {
  const { page, request } = screen;
  await page.getByRole("button", { name: askButton[action], exact: true }).click();
  await requestForm(page).getByLabel("Reason", { exact: true }).fill(reason);
  await page.getByRole("button", { name: "Submit for approval", exact: true }).click();
  await expect(requestForm(page)).toHaveCount(0);
  await expect(request).toContainText("Pending");
  return keyOfRequest(screen);
}

/** The form of a request, and the sheet of a decision: a layer whose title names the object. */
export function requestForm(page: Page): Locator {
  return page.getByRole("dialog", { name: /^(Suspend|Reactivate) .* in 1Password$/ });
}

/** The key of the request that a case shows. */
export async function keyOfRequest({ request }: CaseScreen): Promise<string> {
  const text = await request
    .getByText(/REQ-\d+/)
    .first()
    .textContent();
  const key = /REQ-\d+/.exec(text ?? "")?.[0];
  if (key === undefined) throw new Error(`The region Request shows no key: ${text ?? ""}`);
  return key;
}
