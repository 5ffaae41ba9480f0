/** Stands where a text was erased. In a file of its own, for screens show it and must not bring the parser along. */
export const erasedWord = "(erased)";
