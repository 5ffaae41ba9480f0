/** What a table has under a word from outside: only its own rows, so `constructor` and `__proto__` are no words. */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
