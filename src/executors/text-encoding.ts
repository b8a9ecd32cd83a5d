/** As the Encoding Standard names them. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The encoding that a byte order mark tells; nothing without one. */
export function markedEncoding([first, second, third]: Uint8Array): TextEncoding | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** UTF-8; what cannot be that is taken for Windows-1252, the old encoding of Western texts. */
export function guessedEncoding(bytes: Uint8Array): TextEncoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** Whether it is a control character that no text has: all but tab, line ends, page ends, and the escape of coloured logs. */
export function isBinaryCode(code: number): boolean {
  return code < 32 && !(code >= 9 && code <= 13) && code !== 27;
}
