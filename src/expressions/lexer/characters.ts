/** Tells whether a character separates tokens. */
export function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0xfeff;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters of every script and `_`, as in Python's identifiers. */
export function isNameStart(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
  return /^\p{ID_Start}$/u.test(String.fromCodePoint(code));
}

export function isNamePart(code: number): boolean {
  if (code < 0x80) return isNameStart(code) || isDigit(code);
  return /^\p{ID_Continue}$/u.test(String.fromCodePoint(code));
}
