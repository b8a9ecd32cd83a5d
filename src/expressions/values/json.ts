import type { Evaluation } from '../evaluation/evaluation.ts';
import { MAX_DATA_DEPTH } from '../evaluation/limits.ts';
import { isoOf } from './dates.ts';
import { isList, isMap, kindOf, ownMember } from './kinds.ts';

/**
 * Writes a value as JSON, in the form of `JSON.stringify`: typed arrays as arrays, not-a-number as null,
 * members without a value left out. Length and depth are bounded while it writes, not after.
 */
export function jsonOf(value: unknown, run: Evaluation, indent = 0): string {
  const writer = new JsonWriter(run, indent);
  writer.write(value, 0);
  return writer.text;
}

class JsonWriter {
  text = '';
  private readonly run: Evaluation;
  private readonly indent: number;

  constructor(run: Evaluation, indent: number) {
    this.run = run;
    this.indent = indent;
  }

  write(value: unknown, depth: number): void {
    const { run } = this;
    run.spend(1);
    if (this.text.length > run.maxText) run.spendText(this.text.length);
    if (typeof value === 'string') {
      run.spendText(value.length);
      run.spendCharacters(value.length);
      this.text += JSON.stringify(value);
    } else if (typeof value === 'number') this.text += Number.isFinite(value) ? String(value) : 'null';
    else if (typeof value === 'boolean' || typeof value === 'bigint') this.text += String(value);
    else if (value === null || value === undefined) this.text += 'null';
    else if (value instanceof Date) this.text += JSON.stringify(isoOf(value) ?? null);
    else if (isList(value)) this.writeList(value, this.deeper(depth));
    else if (isMap(value)) this.writeMap(value, this.deeper(depth));
    else throw run.error('type_mismatch', `${startOfSentence(kindOf(value))} cannot be written as JSON.`);
  }

  private deeper(depth: number): number {
    if (depth < MAX_DATA_DEPTH) return depth + 1;
    const message = `This value nests more than ${MAX_DATA_DEPTH} levels deep, or holds itself.`;
    throw this.run.error('evaluation_limit', message);
  }

  private writeList(list: ArrayLike<unknown>, depth: number): void {
    this.text += '[';
    for (let index = 0; index < list.length; index++) {
      this.separate(index === 0, depth);
      this.write(list[index], depth);
    }
    this.close(']', list.length === 0, depth);
  }

  private writeMap(map: Record<string, unknown>, depth: number): void {
    this.text += '{';
    let isEmpty = true;
    for (const name of Object.keys(map)) {
      const value = ownMember(map, name);
      if (value === undefined || typeof value === 'function') continue;
      this.separate(isEmpty, depth);
      isEmpty = false;
      this.write(name, depth);
      this.text += this.indent > 0 ? ': ' : ':';
      this.write(value, depth);
    }
    this.close('}', isEmpty, depth);
  }

  private separate(isFirst: boolean, depth: number): void {
    if (!isFirst) this.text += ',';
    if (this.indent > 0) this.text += `\n${' '.repeat(this.indent * depth)}`;
  }

  private close(bracket: string, isEmpty: boolean, depth: number): void {
    if (this.indent > 0 && !isEmpty) this.text += `\n${' '.repeat(this.indent * (depth - 1))}`;
    this.text += bracket;
  }
}

export function startOfSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
