/** Longer names are refused by some file systems, once somebody saves the file. */
const LONGEST_NAME = 120;

/** Names of devices, which Windows opens in place of a file. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The end of a name from its last dot, in lower case, such as `.png`; `''` for a name without one. */
export function extensionOf(name: string): string {
  const last = lastSegment(name);
  const dot = last.lastIndexOf('.');
  // A dot in front hides a file and ends nothing; one at the very end has nothing behind it.
  return dot <= 0 || dot === last.length - 1 ? '' : last.slice(dot).toLowerCase();
}

/** The name without its extension: `photo` of `photo.png`. */
export function stemOf(name: string): string {
  const last = lastSegment(name);
  return last.slice(0, last.length - extensionOf(last).length);
}

/**
 * A name that can stand in a path and on any disk: without folders, control characters, signs that change the direction
 * of what is read, or signs that a file system reserves. Letters of any script stay.
 *
 * @example
 * safeName('../../etc/pass:wd.txt'); // 'pass_wd.txt'
 */
export function safeName(name: string): string {
  const cleaned = lastSegment(name.normalize('NFC'))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*%#]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (cleaned === '') return 'file';
  return shortened(DEVICES.test(cleaned) ? `_${cleaned}` : cleaned);
}

/** What follows the last slash, of either kind. */
export function lastSegment(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const end = extensionOf(name).slice(0, 20);
  // By characters, so that none is cut in half.
  const start = Array.from(name).slice(0, LONGEST_NAME - end.length);
  while (start.join('').length + end.length > LONGEST_NAME) start.pop();
  return start.join('') + end;
}
