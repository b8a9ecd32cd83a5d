/** Signs of other languages that end up in templates, and what is written here instead. */
export const FOREIGN_SIGNS: Readonly<Record<string, string>> = {
  '&': 'Write "and".',
  '!': 'Write "not", or != for "is not equal".',
  '?': 'Write "a if condition else b".',
  ';': 'A template holds one expression.',
  '`': `Write texts in ' or ".`,
  '“': `Write texts in straight quotes: ' or ".`,
  '”': `Write texts in straight quotes: ' or ".`,
  '‘': `Write texts in straight quotes: ' or ".`,
  '’': `Write texts in straight quotes: ' or ".`,
  $: 'Names are written without $.',
  '@': 'Names are written without @.',
  '#': 'A comment is written {# like this #}, outside of an expression.',
  '\\': 'A backslash belongs inside of a text.',
};
