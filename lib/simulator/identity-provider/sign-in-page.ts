import { escapeHtml, renderPage } from "./page.ts";
import { personas, roleNames } from "./personas.ts";
import type { Persona, PersonaRole } from "./personas.ts";

const headings: Record<PersonaRole, string> = {
  analyst: "Analysts",
  iam_lead: "IAM leads",
  auditor: "Auditor",
  administrator: "Administrators",
};

/**
 * The page on which one picks who to be. A button's accessible name is exactly the person's name, for tests and screen
 * readers look for it; role and address describe it from outside.
 */
export function renderSignInPage({ uid, isAgain }: { uid: string; isAgain: boolean }): string {
  const groups = (Object.keys(headings) as PersonaRole[]).map((role) => {
    const people = personas.filter((persona) => persona.role === role);
    return `<h2>${headings[role]}</h2>\n<ul>\n${people.map(renderPersona).join("\n")}\n</ul>`;
  });
  const note = isAgain ? '<p class="note">Countersign asks you to confirm that it is still you.</p>' : "";
  return renderPage({
    title: "Sign in · Acme Identity",
    content: `<h1>Who are you today?</h1>
<p>Pick a person to continue to Countersign. It takes two of them to suspend anybody.</p>
${note}
<form method="post" action="/interaction/${escapeHtml(uid)}">
${groups.join("\n")}
</form>`,
  });
}

function renderPersona({ sub, name, email, role }: Persona): string {
  const initials = name.replace(/[^A-Z]/g, "");
  return `<li><span class="initials" aria-hidden="true">${initials}</span>
<button class="person" name="sub" value="${sub}" aria-describedby="about-${sub}">${escapeHtml(name)}</button>
<span class="email" id="about-${sub}">${roleNames[role]} · ${escapeHtml(email)}</span></li>`;
}
