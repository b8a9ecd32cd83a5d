export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

const BREAK_AND_INDENT = /[ \t]*\r?\n[ \t]*/y;
const ESCAPE_LENGTH: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * For each character of a string value, its offset in the raw text that YAML wrote it as; one entry more, for the end.
 * Quotes, escapes, folded lines and block indentation make the two differ. Linear in the length of `raw`.
 */
export function scalarOffsets(raw: string, value: string, style: ScalarStyle): readonly number[] {
  return style === 'literal' ? literalOffsets(raw, value) : flowOffsets(raw, value, style);
}

/** A literal block keeps its lines: each is the raw line less its indentation. */
function literalOffsets(raw: string, value: string): number[] {
  const offsets: number[] = [];
  let lineStart = raw.indexOf('\n') + 1;
  for (const line of value.split('\n')) {
    const next = raw.indexOf('\n', lineStart);
    const rawEnd = next === -1 ? raw.length : next;
    const contentEnd = raw[rawEnd - 1] === '\r' ? rawEnd - 1 : rawEnd;
    const start = Math.max(lineStart, contentEnd - line.length);
    for (let i = 0; i <= line.length; i++) offsets.push(Math.min(start + i, raw.length));
    lineStart = next === -1 ? raw.length : next + 1;
  }
  return offsets.slice(0, value.length + 1);
}

function flowOffsets(raw: string, value: string, style: ScalarStyle): number[] {
  const offsets: number[] = [];
  let at = firstCharacter(raw, style);
  for (let i = 0; i < value.length; i++) {
    const character = value[i];
    at = skipContinuation(raw, at, style);
    offsets.push(Math.min(at, raw.length));
    if (character === ' ' || character === '\n') {
      const broken = breakAt(raw, at);
      if (broken > 0) {
        at += broken;
        // The first break of a run of them is folded away: two in the text are one in the value.
        if (character === '\n' && value[i - 1] !== '\n') at += breakAt(raw, at);
        continue;
      }
    }
    at += writtenLength(raw, at, style);
    // The second half of a surrogate pair was written by the same escape.
    if (
      style === 'double' &&
      isLeadSurrogate(character) &&
      raw[at - 1] !== character &&
      i + 1 < value.length
    ) {
      const written = raw[at - 10] === '\\' && raw[at - 9] === 'U';
      if (written) offsets.push(offsets[i++] ?? at);
    }
  }
  offsets.push(Math.min(at, raw.length));
  return offsets;
}

function firstCharacter(raw: string, style: ScalarStyle): number {
  if (style === 'single' || style === 'double') return 1;
  if (style === 'plain') return 0;
  const body = raw.indexOf('\n') + 1;
  return body + (/^[ \t\r\n]*/.exec(raw.slice(body))?.[0].length ?? 0);
}

/** In double quotes a backslash at the end of a line joins it to the next without a space. */
function skipContinuation(raw: string, at: number, style: ScalarStyle): number {
  if (style !== 'double' || raw[at] !== '\\') return at;
  const length = raw[at + 1] === '\n' ? 2 : raw[at + 1] === '\r' && raw[at + 2] === '\n' ? 3 : 0;
  if (length === 0) return at;
  let next = at + length;
  while (raw[next] === ' ' || raw[next] === '\t') next++;
  return next;
}

function breakAt(raw: string, at: number): number {
  BREAK_AND_INDENT.lastIndex = at;
  return BREAK_AND_INDENT.exec(raw)?.[0].length ?? 0;
}

function writtenLength(raw: string, at: number, style: ScalarStyle): number {
  if (style === 'double' && raw[at] === '\\') return ESCAPE_LENGTH[raw[at + 1] ?? ''] ?? 2;
  if (style === 'single' && raw[at] === "'") return 2;
  return 1;
}

function isLeadSurrogate(character: string | undefined): boolean {
  return character !== undefined && character >= '\ud800' && character <= '\udbff';
}
