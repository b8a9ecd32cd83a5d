/** Kinds of text by the end of a file's name. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  text: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  html: 'text/html',
  htm: 'text/html',
  md: 'text/markdown',
  markdown: 'text/markdown',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  ndjson: 'application/x-ndjson',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  srt: 'application/x-subrip',
};

/** What a text has to look like so that its name is believed; a kind without a rule looks like any text. */
const LOOKS_LIKE: Readonly<Record<string, (text: string) => boolean>> = {
  'text/html': (text) => text.includes('<'),
  'application/json': (text) => /^\s*(?:[[{"\d-]|true\b|false\b|null\b|$)/.test(text),
  'application/x-ndjson': (text) => /^\s*(?:[[{"\d-]|true\b|false\b|null\b|$)/.test(text),
  'application/xml': (text) => /^\s*(?:<|$)/.test(text),
  'image/svg+xml': (text) => isSvg(text),
};

/** Kinds that hold a whole document of another kind as well: a Markdown or a log may begin with HTML. */
const HOLDS_ANY: ReadonlySet<string> = new Set(['text/plain', 'text/markdown', 'text/javascript']);

/** Whether a name is that of a text. */
export function isTextName(name: string): boolean {
  return namedType(name) !== undefined;
}

/**
 * The kind of a text: what its name says where the text looks like that, else what it looks like itself.
 *
 * @param isWhole whether `text` is all of it, not only its head
 */
export function textTypeOf(text: string, name: string, isWhole: boolean): string {
  const said = namedType(name);
  const seen = seenType(text, isWhole);
  if (said === undefined) return seen;
  if (HOLDS_ANY.has(said)) return said;
  // A page that a server sent in place of a table is a page, whatever the name.
  if (seen === 'text/html' && said !== 'application/xml') return seen;
  return LOOKS_LIKE[said]?.(text) === false ? seen : said;
}

function namedType(name: string): string | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : undefined;
}

function seenType(text: string, isWhole: boolean): string {
  const start = text
    .slice(0, 1024)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^<!doctype html|^<html[\s>]/i.test(start)) return 'text/html';
  if (isSvg(text)) return 'image/svg+xml';
  if (start.startsWith('<?xml')) return 'application/xml';
  if (/^%YAML\b/.test(start)) return 'application/yaml';
  return isJson(text, start, isWhole) ? 'application/json' : 'text/plain';
}

const BEFORE_ROOT = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^>]*>\s*)*/i;

function isSvg(text: string): boolean {
  return /^<svg[\s>]/i.test(withoutMark(text).replace(BEFORE_ROOT, ''));
}

/** A map or a list: a number or a word alone is rather a text. */
function isJson(text: string, start: string, isWhole: boolean): boolean {
  if (!isWhole) return /^(?:\{\s*"|\[\s*[[{"\d\]-])/.test(start);
  if (!/^[[{]/.test(start)) return false;
  try {
    JSON.parse(withoutMark(text));
    return true;
  } catch {
    return false;
  }
}

/** Without the byte order mark that some editors put first. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
