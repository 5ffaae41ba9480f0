const quote = 0x22;
const backslash = 0x5c;
const lineFeed = 0x0a;
const comma = 0x2c;

type Visit = (byte: number, at: number) => void;

/**
 * Shows the brackets, commas, quotes and line feeds of a JSON text that stand outside strings. It builds nothing and
 * calls nothing recursively, so it may look at what nobody has vouched for yet.
 */
function scan(bytes: Uint8Array, visit: Visit): void {
  let isString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isString) {
      if (byte === backslash) at += 1;
      // No JSON string crosses a line: a broken line must not swallow the next ones.
      else if (byte === quote || byte === lineFeed) isString = false;
    } else if (byte === quote) isString = true;
    else if (byte === lineFeed || byte === comma || isOpening(byte) || isClosing(byte)) visit(byte, at);
  }
}

/** Greatest nesting of the whole text, and of any single line of it. */
export function measureNesting(bytes: Uint8Array): { whole: number; ofOneLine: number } {
  const whole = { now: 0, most: 0 };
  const line = { now: 0, most: 0 };
  scan(bytes, (byte) => {
    if (byte === lineFeed) line.now = 0;
    for (const depth of [whole, line]) {
      if (isOpening(byte)) depth.most = Math.max(depth.most, (depth.now += 1));
      else if (isClosing(byte)) depth.now -= 1;
    }
  });
  return { whole: whole.most, ofOneLine: line.most };
}

/** The bytes of each element of a JSON array. The text must be known to be one. */
export function sliceArray(bytes: Uint8Array): Uint8Array[] {
  const elements: Uint8Array[] = [];
  let depth = 0;
  let start = 0;
  scan(bytes, (byte, at) => {
    if (isOpening(byte)) {
      depth += 1;
      if (depth === 1) start = at + 1;
      return;
    }
    if (isClosing(byte)) depth -= 1;
    if ((byte === comma && depth === 1) || (isClosing(byte) && depth === 0)) {
      elements.push(trimBytes(bytes.subarray(start, at)));
      start = at + 1;
    }
  });
  return elements;
}

/** The bytes of the list that an object has under `name`, or null where they can't be told. */
export function findList(bytes: Uint8Array, name: string): Uint8Array | null {
  let depth = 0;
  let start: number | null = null;
  let list: Uint8Array | null = null;
  scan(bytes, (byte, at) => {
    if (isOpening(byte) && depth === 1) {
      const before = Buffer.from(bytes.subarray(Math.max(0, at - 100), at))
        .toString("latin1")
        .trimEnd();
      start = before.endsWith(":") && before.slice(0, -1).trimEnd().endsWith(`"${name}"`) ? at : null;
    }
    if (isOpening(byte)) depth += 1;
    if (!isClosing(byte)) return;
    depth -= 1;
    // Of two members with one name the later counts, as it does for JSON.parse.
    if (depth === 1 && start !== null) list = bytes.subarray(start, at + 1);
  });
  return list;
}

/** Without JSON's white space at both ends. */
export function trimBytes(bytes: Uint8Array): Uint8Array {
  const isSpace = (at: number) => [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] ?? 0);
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(start)) start += 1;
  while (end > start && isSpace(end - 1)) end -= 1;
  return bytes.subarray(start, end);
}

function isOpening(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function isClosing(byte: number): boolean {
  return byte === 0x7d || byte === 0x5d;
}
