import fc from "fast-check";

/** Any text at all, ill-formed ones too, with more of what notes are made of than chance would give. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom("\n", "\n\n", " ", "— ", "0", "AAAA", "=", "index 0\n", "extra "),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));
