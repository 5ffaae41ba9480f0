/** Whether a text holds one of these ids or addresses, whatever its case and also as JSON escapes it. */
export function namesOneOf(needles: readonly string[], text: string): boolean {
  const plain = text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .normalize("NFC")
    .toLowerCase();
  return needles.some((needle) => plain.includes(needle.normalize("NFC").toLowerCase()));
}
