import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';

/** The text of a page: the library says where lines end; a wide step down is the end of a paragraph. */
export function pageText(items: readonly (TextItem | TextMarkedContent)[]): string {
  let text = '';
  let lineY: number | undefined;
  let lineHeight = 0;
  for (const item of items) {
    if (!('str' in item)) continue;
    const y = Number(item.transform[5]);
    if (item.str.trim() !== '') {
      // One and three quarters of a line: more than the widest spacing that texts are set with.
      if (
        lineY !== undefined &&
        text.endsWith('\n') &&
        lineY - y > 1.75 * Math.max(item.height, lineHeight)
      ) {
        text += '\n';
      }
      lineY = y;
      lineHeight = item.height;
    }
    text += item.str;
    if (item.hasEOL) text += '\n';
  }
  return text
    .replaceAll('\0', '')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
