import type { HiddenRole, PersonState } from "./person.ts";

export interface KnownPerson {
  displayName: string;
  email: string;
  title: string;
  role: HiddenRole;
  state: PersonState;
  /** `persona`: signs in to the console's demo. `named`: a demo history may speak of them. `odd`: tests a reader. */
  kind: "persona" | "named" | "odd";
  vanished?: boolean;
}

const active = { role: "member", state: "ACTIVE" } as const;
const persona = { ...active, kind: "persona" } as const;
const named = { ...active, kind: "named" } as const;
const odd = { ...active, kind: "odd" } as const;

/** The people whose names, addresses and ids are the same in every simulated account of one seed. */
export const knownPeople: readonly KnownPerson[] = [
  { ...persona, displayName: "Ana Ruiz", email: "ana.ruiz@acme.example", title: "Security analyst" },
  { ...persona, displayName: "Ben Okafor", email: "ben.okafor@acme.example", title: "Security analyst" },
  { ...persona, displayName: "Ines Lindqvist", email: "ines.lindqvist@acme.example", title: "IAM lead" },
  { ...persona, displayName: "Ivo Marek", email: "ivo.marek@acme.example", title: "IAM lead" },
  { ...persona, displayName: "Imani Osei", email: "imani.osei@acme.example", title: "IAM lead" },
  { ...persona, displayName: "Aud Chen", email: "aud.chen@acme.example", title: "Internal auditor" },
  {
    ...persona,
    displayName: "Ada Novak",
    email: "ada.novak@acme.example",
    title: "Platform administrator",
    role: "administrator",
  },
  {
    ...persona,
    displayName: "Adam Brandt",
    email: "adam.brandt@acme.example",
    title: "Platform administrator",
    role: "administrator",
  },

  {
    ...named,
    displayName: "Wendy Appleseed",
    email: "wendy.appleseed@acme.example",
    title: "Product designer",
  },
  {
    ...named,
    displayName: "Dr. Samira Haidari",
    email: "samira.haidari@acme.example",
    title: "Trauma surgeon, on call",
  },
  { ...named, displayName: "Tobias Engel", email: "tobias.engel@acme.example", title: "Payroll lead" },
  {
    ...named,
    displayName: "Priscilla Moyo",
    email: "priscilla.moyo@acme.example",
    title: "Chief financial officer",
  },
  { ...named, displayName: "Kenji Arakawa", email: "kenji.arakawa@acme.example", title: "Release engineer" },
  {
    ...named,
    displayName: "Marisol Vega",
    email: "marisol.vega@acme.example",
    title: "Head of customer support",
  },
  {
    ...named,
    displayName: "Oluwadamilola Bankole",
    email: "dami.bankole@acme.example",
    title: "Data engineer",
  },
  { ...named, displayName: "Greta Saarinen", email: "greta.saarinen@acme.example", title: "Legal counsel" },
  {
    ...named,
    displayName: "Raj Venkataraman",
    email: "raj.venkataraman@acme.example",
    title: "Site reliability engineer",
  },
  {
    ...named,
    displayName: "Colette Marchand",
    email: "colette.marchand@acme.example",
    title: "Executive assistant",
  },
  {
    ...named,
    displayName: "Nikolai Petrenko",
    email: "nikolai.petrenko@acme.example",
    title: "Sales, leaves this month",
  },
  {
    ...named,
    displayName: "Jordan Whitfield",
    email: "jordan.whitfield@acme.example",
    title: "Contractor, mobile",
  },
  { ...named, displayName: "Hye-jin Baek", email: "hyejin.baek@acme.example", title: "Treasury analyst" },
  { ...named, displayName: "Lucas Ferreira", email: "lucas.ferreira@acme.example", title: "Help desk" },
  {
    ...named,
    displayName: "Freja Holmgaard",
    email: "freja.holmgaard@acme.example",
    title: "Former controller",
    state: "SUSPENDED",
  },
  {
    ...named,
    displayName: "Theodora Vance",
    email: "theodora.vance@acme.example",
    title: "Founder, account owner",
    role: "owner",
  },
  {
    ...named,
    displayName: "Marcus Aldine",
    email: "marcus.aldine@acme.example",
    title: "Chief information officer, account owner",
    role: "owner",
  },
  {
    ...named,
    displayName: "Milo Farkas",
    email: "milo.farkas@northbridge.example",
    title: "External account manager",
    role: "external_account_manager",
  },

  {
    ...odd,
    displayName: "Pia Holm",
    email: "pia.holm@acme.example",
    title: "Invited, not confirmed",
    state: "STATE_UNSPECIFIED",
  },
  {
    ...odd,
    displayName: "Gus Vanterpool",
    email: "gus.vanterpool@acme.example",
    title: "Listed, not found",
    vanished: true,
  },
  {
    ...odd,
    displayName: "Robin <img src=x onerror=alert(1)> Sayer",
    email: "robin.sayer@acme.example",
    title: "Name with markup",
  },
  {
    ...odd,
    displayName: "Dana \u202Egnp.exe Roth",
    email: "dana.roth@acme.example",
    title: "Name with a right-to-left override",
  },
  {
    ...odd,
    displayName: "Lee\u200B Sung\u200D-min",
    email: "lee.sungmin@acme.example",
    title: "Name with zero-width characters",
  },
  {
    ...odd,
    displayName: "Kirsten de Wit",
    email: "Kirsten.DeWit@ACME.example",
    title: "Address in mixed case",
  },
  {
    ...odd,
    displayName: "Sinéad O'Hara",
    email: "sinead.o'hara@acme.example",
    title: "Address with an apostrophe",
  },
  {
    ...odd,
    displayName:
      "Maria Fernanda Guadalupe de los Ángeles Montserrat Echeverría-Villaseñor y Fernández de Córdoba-Albuquerque",
    email: "maria.fernanda.guadalupe.de.los.angeles.echeverria.villasenor@acme.example",
    title: "A name as long as names get",
  },
];
