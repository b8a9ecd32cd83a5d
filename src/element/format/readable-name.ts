/**
 * A name from a flow as a person would write it.
 *
 * @example
 * readableName('voice-note'); // 'Voice note'
 */
export function readableName(name: string): string {
  const words = name.replace(/[_\-\s]+/g, ' ').trim();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}
