import { toWire } from '../../errors/index.ts';
import type { OutputSettings } from '../../flow/index.ts';
import { writeDocument } from '../../syntax/index.ts';
import { plainData } from '../plain-data.ts';
import type { RunFinished } from '../state/run-event.ts';

type Result = Omit<RunFinished, 'type' | 'time' | 'formatted'>;

/**
 * Writes a result as a text, in the form that `config.output` asks for. The outputs alone, unless more is asked for:
 * then they are under `outputs`, beside `metadata`, `execution_time` and `error`.
 */
export function formatResult(result: Result, settings: OutputSettings): string {
  const content = plainData(contentOf(result, settings));
  switch (settings.format) {
    case 'json':
      return JSON.stringify(content, null, settings.pretty ? 2 : undefined);
    case 'yaml':
      return writeDocument(content);
    case 'text':
      return textOf(content, settings.pretty);
  }
}

function contentOf({ outputs, metadata, executionTime, error }: Result, settings: OutputSettings): object {
  const withError = settings.errors && error !== undefined;
  if (!settings.metadata && !settings.timing && !withError) return outputs;
  return {
    outputs,
    ...(settings.metadata && { metadata }),
    ...(settings.timing && { execution_time: executionTime }),
    ...(withError && { error: briefly(error) }),
  };
}

function briefly(error: NonNullable<Result['error']>): object {
  const { code, kind, message, step, hint } = toWire(error);
  return { code, kind, message, ...(step !== undefined && { step }), ...(hint !== undefined && { hint }) };
}

/** For people: a line for each value; what is no simple value as JSON. A lone text stands as it is. */
function textOf(content: unknown, pretty: boolean): string {
  if (typeof content === 'string') return content;
  if (typeof content !== 'object' || content === null) return String(content);
  const entries = Object.entries(content);
  if (entries.length === 1 && typeof entries[0]?.[1] === 'string') return entries[0][1];
  return entries.map(([name, value]) => `${name}: ${lineOf(value, pretty)}`).join('\n');
}

function lineOf(value: unknown, pretty: boolean): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, null, pretty ? 2 : undefined) ?? '';
}
