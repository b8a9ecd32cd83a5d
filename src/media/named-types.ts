import { FlowError } from '../errors/index.ts';
import { extensionOf, stemOf } from './file-name.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';
/** The container of older Word, Excel and PowerPoint files. */
const COMPOUND = 'application/x-cfb';

/** What files with an extension hold, as `mediaTypeOf` tells it. Those of several lines are containers of any of them. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  // Images. An animated PNG is one too.
  png: ['image/png', 'image/apng'],
  apng: ['image/apng', 'image/png'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  gif: ['image/gif'],
  webp: ['image/webp'],
  bmp: ['image/bmp'],
  avif: ['image/avif'],
  heic: ['image/heic', 'image/heif'],
  heif: ['image/heif', 'image/heic'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  ico: ['image/x-icon'],
  svg: ['image/svg+xml'],
  // Sound and film, of which some share their containers.
  wav: ['audio/wav'],
  mp3: ['audio/mpeg'],
  flac: ['audio/flac'],
  aac: ['audio/aac'],
  m4a: ['audio/x-m4a', 'audio/mp4', 'video/mp4'],
  ogg: ['audio/ogg', 'video/ogg', 'application/ogg'],
  oga: ['audio/ogg', 'application/ogg'],
  opus: ['audio/ogg'],
  mp4: ['video/mp4', 'video/x-m4v', 'audio/x-m4a', 'audio/mp4'],
  m4v: ['video/x-m4v', 'video/mp4'],
  mov: ['video/quicktime', 'video/mp4'],
  webm: ['video/webm', 'video/matroska'],
  mkv: ['video/matroska', 'video/webm'],
  avi: ['video/vnd.avi'],
  // Documents.
  pdf: ['application/pdf'],
  docx: [`${OFFICE}wordprocessingml.document`],
  xlsx: [`${OFFICE}spreadsheetml.sheet`],
  pptx: [`${OFFICE}presentationml.presentation`],
  odt: [`${OPEN_DOCUMENT}text`],
  ods: [`${OPEN_DOCUMENT}spreadsheet`],
  odp: [`${OPEN_DOCUMENT}presentation`],
  doc: [COMPOUND, 'application/rtf'],
  xls: [COMPOUND],
  ppt: [COMPOUND],
  rtf: ['application/rtf'],
  epub: ['application/epub+zip'],
  // Texts.
  txt: ['text/plain'],
  log: ['text/plain'],
  csv: ['text/csv'],
  tsv: ['text/tab-separated-values'],
  html: ['text/html'],
  htm: ['text/html'],
  md: ['text/markdown'],
  markdown: ['text/markdown'],
  json: ['application/json'],
  jsonl: ['application/x-ndjson'],
  ndjson: ['application/x-ndjson'],
  yaml: ['application/yaml'],
  yml: ['application/yaml'],
  xml: ['application/xml', 'image/svg+xml'],
  srt: ['application/x-subrip'],
  // Archives.
  zip: ['application/zip'],
  gz: ['application/gzip'],
  tar: ['application/x-tar'],
  '7z': ['application/x-7z-compressed'],
  rar: ['application/x-rar-compressed'],
};

/** Formats that are a zip inside: whoever names such a file `.zip` says nothing wrong. */
const IS_ZIP = /^application\/(?:vnd\.(?:openxmlformats|oasis)|epub\+zip$|java-archive$)/;

/**
 * The media types that an extension promises, the usual one first; none for an extension that promises nothing.
 *
 * @param extension with or without its dot, in any case
 */
export function namedTypes(extension: string): readonly string[] {
  const key = extension.replace(/^\./, '').toLowerCase();
  return Object.hasOwn(TYPES, key) ? (TYPES[key] ?? []) : [];
}

/** Throws `file_type_mismatch` for a file whose content, of a media type, is something else than its name says. */
export function checkNamed(name: string, type: string): void {
  const extension = extensionOf(name);
  const promised = namedTypes(extension);
  if (promised.length === 0 || promised.includes(type)) return;
  if (promised.includes('application/zip') && IS_ZIP.test(type)) return;
  const message = `${name} is not what its name says: it is ${type}, and a ${extension} file is ${promised[0]}.`;
  const real = usualExtension(type);
  const rename = real === undefined ? 'Give the file its right name' : `Name it ${stemOf(name)}${real}`;
  throw new FlowError('file_type_mismatch', message, { hint: `${rename}, or choose another file.` });
}

/** The usual extension of a media type, with its dot; undefined for a type that has none here. */
function usualExtension(type: string): string | undefined {
  const extensions = Object.keys(TYPES);
  const usual = extensions.find((key) => TYPES[key]?.[0] === type);
  const found = usual ?? extensions.find((key) => TYPES[key]?.includes(type));
  return found === undefined ? undefined : `.${found}`;
}
