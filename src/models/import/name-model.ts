import { modelInvalid } from './model-invalid.ts';
import { whereToSay } from './where-to-say.ts';

/** What an id may be found in, the best first. */
export interface ModelNames {
  /** What the page asked for. */
  readonly asked?: string | undefined;
  /** What an export noted. */
  readonly noted?: string | undefined;
  /** The folders that lead to the model. */
  readonly folders: readonly string[];
  /** `_name_or_path` of its config. */
  readonly config?: unknown;
}

/** The id that a model goes by from now on, as `organisation/name`. Throws `model_invalid` where nothing gives one. */
export function nameModel({ asked, noted, folders, config }: ModelNames): string {
  const given = asked ?? noted;
  if (given !== undefined) {
    if (isId(given)) return given;
    throw modelInvalid(`"${given}" is no id of a model.`, 'An id is of the form organisation/name.');
  }
  const last = folders.at(-1) ?? '';
  const [organisation, ...rest] = last.split('__');
  const split = `${organisation}/${rest.join('__')}`;
  for (const name of [split, folders.slice(-2).join('/'), config]) {
    if (typeof name === 'string' && isId(name)) return name;
  }
  const hint = `Say its name: ${whereToSay('model')}. Or call the folder organisation__name.`;
  throw modelInvalid('Neither the folder nor config.json says what the model is called.', hint);
}

function isId(name: string): boolean {
  return /^[\w.-]+\/[\w.-]+$/.test(name) && !/(^|\/)\.+($|\/)/.test(name);
}
