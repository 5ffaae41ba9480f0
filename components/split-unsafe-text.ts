export interface TextPart {
  text: string;
  /** Set when `text` is one sign that can't be seen or that reorders its neighbours: `U+202E`. */
  code: string | null;
}

// Control, format (bidi, zero-width, tags), line and paragraph separators, lone surrogates, private use, unassigned;
// what Unicode calls ignorable though it is a letter or a mark (fillers, variation selectors); the blank Braille cell.
const unsafeSign = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Cuts a text from outside into what can be shown as it is and signs that must be shown as marks, so that a name with
 * U+202E or a zero-width space never looks like another one. Line breaks and tabs count as signs: names have none.
 */
export function splitUnsafeText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  for (const sign of text) {
    const last = parts.at(-1);
    if (unsafeSign.test(sign)) parts.push({ text: sign, code: codeOf(sign) });
    else if (last && last.code === null) last.text += sign;
    else parts.push({ text: sign, code: null });
  }
  return parts;
}

/** The same as one plain string, for titles, tooltips, file names and exports: `Ben ⟦U+202E⟧ofo`. */
export function showUnsafeText(text: string): string {
  return splitUnsafeText(text)
    .map((part) => (part.code === null ? part.text : `⟦${part.code}⟧`))
    .join("");
}

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
