/** Two columns wide in a terminal. Source: Unicode Standard Annex #11, the values W and F, by block. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u;
/** Shown as a picture by itself, or asked to be by the selector behind it. */
const PICTURE = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u;
/** Marks and format characters that have no letter to stand on. */
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** How many columns of a terminal a text takes: an accent none of its own, a Chinese character or an emoji two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (INVISIBLE.test(segment)) continue;
    width += WIDE.test(segment) || PICTURE.test(segment) ? 2 : 1;
  }
  return width;
}

/**
 * A text as one line that does no harm: tabs as blanks, since their width hangs on where they stand, and what would
 * steer the terminal or turn the direction of the line as �.
 */
export function displayable(text: string): string {
  const line = text.replace(/\t/g, '    ').replace(/\r?\n/g, ' ');
  return line.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
