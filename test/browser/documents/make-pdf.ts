import { createMD5 } from 'hash-wasm';

/** A PDF of the objects that are given, numbered from 1; the first is the catalogue. Latin-1, as the format is. */
export function pdfOf(objects: readonly (string | Uint8Array)[], trailer = ''): Blob {
  let text = '%PDF-1.7\n';
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(text.length);
    text += `${index + 1} 0 obj\n${typeof object === 'string' ? object : latin(object)}\nendobj\n`;
  }
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) text += `${String(place).padStart(10, '0')} 00000 n \n`;
  text += `trailer\n<</Root 1 0 R /Size ${objects.length + 1} ${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return new Blob([bytesOf(text)]);
}

const HELVETICA = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';

/** A page for each list of lines; two lines apart by an empty one are paragraphs. */
export function textPdf(pages: readonly (readonly string[])[], info = ''): Blob {
  return pdfOf(textObjects(pages, info), '/Info 4 0 R');
}

/** The content of a page that says these lines. */
export function linesContent(lines: readonly string[]): string {
  const said = lines.map((line) => `(${line.replace(/[()\\]/g, '\\$&')}) Tj T*`).join('\n');
  return `BT /F1 12 Tf 14 TL 72 720 Td\n${said}\nET`;
}

export function stream(content: string, dictionary = ''): string {
  return `<</Length ${content.length} ${dictionary}>>\nstream\n${content}\nendstream`;
}

/** The objects of a document with one content for each page. */
export function pageObjects(contents: readonly string[], font = HELVETICA, info = ''): string[] {
  const kids = contents.map((_, index) => `${5 + 2 * index} 0 R`).join(' ');
  return [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${contents.length}>>`,
    font,
    `<<${info}>>`,
    ...contents.flatMap((content, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents ${6 + 2 * index} 0 R>>`,
      content,
    ]),
  ];
}

function textObjects(pages: readonly (readonly string[])[], info: string): string[] {
  return pageObjects(
    pages.map((lines) => stream(linesContent(lines))),
    HELVETICA,
    info,
  );
}

const PADDING = bytesOf(
  '\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A',
);

/** A page of text that opens with a password: 40-bit RC4 of PDF 1.1, by the algorithms 1 to 4 of the specification. */
export async function encryptedPdf(lines: readonly string[], password: string): Promise<Blob> {
  const owner = new Uint8Array(32).fill(7);
  const id = new Uint8Array(16).fill(9);
  const padded = new Uint8Array([...bytesOf(password), ...PADDING]).slice(0, 32);
  const permissions = new Uint8Array([0xfc, 0xff, 0xff, 0xff]);
  const key = (await md5([...padded, ...owner, ...permissions, ...id])).slice(0, 5);
  const user = rc4(key, PADDING);
  const content = linesContent(lines);
  const contentKey = (await md5([...key, 6, 0, 0, 0, 0])).slice(0, 10);
  const secret = latin(rc4(contentKey, bytesOf(content)));
  const objects = pageObjects([stream(secret)]);
  const encrypt = `<</Filter/Standard/V 1/R 2/P -4/O<${hex(owner)}>/U<${hex(user)}>>>`;
  return pdfOf([...objects, encrypt], `/Encrypt ${objects.length + 1} 0 R /ID[<${hex(id)}><${hex(id)}>]`);
}

async function md5(bytes: readonly number[]): Promise<Uint8Array> {
  return (await createMD5()).update(new Uint8Array(bytes)).digest('binary');
}

function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number) => {
    [state[i], state[j]] = [state[j] ?? 0, state[i] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + (state[i] ?? 0)) & 255;
    swap(i, j);
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
  });
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function latin(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
