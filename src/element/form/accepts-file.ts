/**
 * Whether a file fits an `accept` attribute: media types, `image/*` and endings, separated by commas.
 *
 * @example
 * acceptsFile('audio/*,.opus', { name: 'jfk.wav', type: 'audio/wav' }); // true
 */
export function acceptsFile(accept: string, file: { readonly name: string; readonly type: string }): boolean {
  const rules = accept
    .split(',')
    .map((rule) => rule.trim().toLowerCase())
    .filter((rule) => rule !== '');
  if (rules.length === 0) return true;
  return rules.some((rule) => {
    if (rule.startsWith('.')) return file.name.toLowerCase().endsWith(rule);
    if (rule.endsWith('/*')) return file.type.startsWith(rule.slice(0, -1));
    return file.type === rule;
  });
}
