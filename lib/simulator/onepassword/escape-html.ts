const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? "");
}

/**
 * Text as HTML in which nothing is hidden: characters that can't be seen, or that turn the reading direction, stand as
 * a mark with their number. The name is kept from turning its surroundings by `bdi`.
 */
export function showText(text: string): string {
  const shown = escapeHtml(text).replace(
    /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164]/gu,
    (character) => {
      const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      return `<span class="mark" title="An invisible character stands here">U+${number}</span>`;
    },
  );
  return `<bdi>${shown}</bdi>`;
}
