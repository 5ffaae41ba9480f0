/** A role as the console names it; the group that carries it is `countersign-` and the role in kebab-case. */
export type PersonaRole = "analyst" | "iam_lead" | "auditor" | "administrator";

/** Somebody who can sign in at the simulated identity provider. */
export interface Persona {
  /** Opaque and stable: a console that linked people by it must find them again after every restart. */
  sub: string;
  name: string;
  email: string;
  role: PersonaRole;
  groups: string[];
}

export const roleNames: Record<PersonaRole, string> = {
  analyst: "Analyst",
  iam_lead: "IAM lead",
  auditor: "Auditor",
  administrator: "Administrator",
};

export const personas: readonly Persona[] = [
  describe("Ana Ruiz", "analyst", "7f3a"),
  describe("Ben Okafor", "analyst", "2c91"),
  describe("Ines Lindqvist", "iam_lead", "b40e"),
  describe("Ivo Marek", "iam_lead", "58d7"),
  describe("Imani Osei", "iam_lead", "e16c"),
  describe("Aud Chen", "auditor", "93fa"),
  describe("Ada Novak", "administrator", "0d28"),
  describe("Adam Brandt", "administrator", "c7b5"),
];

export function findPersona(sub: string): Persona | undefined {
  return personas.find((persona) => persona.sub === sub);
}

function describe(name: string, role: PersonaRole, suffix: string): Persona {
  const words = name.toLowerCase().split(" ");
  return {
    sub: `${words.join("-")}-${suffix}`,
    name,
    email: `${words.join(".")}@acme.example`,
    role,
    groups: [`countersign-${role.replace("_", "-")}`],
  };
}
