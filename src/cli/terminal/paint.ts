import { styleText } from 'node:util';

const STYLES = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  help: ['cyan'],
  faint: ['dim'],
} as const;

export type Style = keyof typeof STYLES;

/** Colours a part of a line, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;

/** Whether a stream shows colours is asked before: see `hasColours`. */
export const coloured: Paint = (style, text) =>
  styleText([...STYLES[style]], text, { validateStream: false });

/** Whether a stream is a terminal that shows colours, and nobody has set NO_COLOR. */
export function hasColours(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && stream.hasColors();
}
