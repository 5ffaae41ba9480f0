/** A page's parameters as URLSearchParams. Of one that comes twice the first counts; what is empty stays out. */
export function toParams(search: Readonly<Record<string, string | string[] | undefined>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && first !== "") params.set(name, first);
  }
  return params;
}
