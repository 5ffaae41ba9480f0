let codes: Map<string, string> | null = null;

/**
 * A country in capitals: real data has ISO codes (`AR`), documents have words (`France`), and one place told in two
 * spellings is one place. A word that is no country's English name stays itself.
 */
export function readCountry(text: string): string | null {
  const word = text.trim().toUpperCase();
  if (word === "") return null;
  return word.length === 2 ? word : (codesByName().get(word) ?? word);
}

function codesByName(): Map<string, string> {
  if (codes) return codes;
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const found = new Map<string, string>();
  for (const first of letters) {
    for (const second of letters) {
      const code = first + second;
      const name = names.of(code)?.toUpperCase();
      // Codes that are no longer used (DD, UK) have the name of the one that took their place.
      if (name !== undefined && new Intl.Locale(`und-${code}`).region === code) found.set(name, code);
    }
  }
  codes = found;
  return found;
}
