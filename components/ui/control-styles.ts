/** What text fields, select triggers and comboboxes have in common. */
export const controlStyles =
  "w-full rounded-md border border-control bg-raised px-2.5 text-sm text-fg shadow-card transition-colors duration-100 " +
  "hover:border-muted focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-focus " +
  "data-invalid:border-danger aria-invalid:border-danger " +
  "disabled:cursor-not-allowed disabled:bg-neutral-soft disabled:text-faint disabled:border-line-strong";
