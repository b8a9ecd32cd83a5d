/** The offset of the next `{{`, `{%` or `{#`, or the length of the text. */
export function nextOpening(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    const next = text[at + 1];
    if (next === '{' || next === '%' || next === '#') return at;
  }
  return text.length;
}

/**
 * Where to read on after a fault inside of `{{ … ` or `{% … `: after the next closing, or at an opening that
 * comes first. It never looks back before what was read, so that many faults cost no more than the text is long.
 */
export function resumeAfter(source: string, reached: number, closing: '}}' | '%}'): number {
  for (let at = reached; at < source.length; at++) {
    if (source.startsWith(closing, at)) return at + 2;
    if (source.startsWith('{{', at) || source.startsWith('{%', at)) return at;
  }
  return source.length;
}

/** The place of the next `{% endraw %}`, its signs included; undefined where there is none. */
export function nextEndRaw(source: string, from: number): { start: number; end: number } | undefined {
  const endRaw = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
  endRaw.lastIndex = from;
  const found = endRaw.exec(source);
  return found === null ? undefined : { start: found.index, end: endRaw.lastIndex };
}
