import { access, constants, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type InputDefinition, type InputType, isFileInput } from '../flow/index.ts';
import { UsageError } from './exit-codes.ts';

/** The inputs of one run: values, and the paths of files, which the browser reads itself. */
export interface GivenInputs {
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Reads `--input k=v` and `--inputs FILE.json`. `k=@path` is a file: for a file input the file itself,
 * for any other its text. Texts become what the input's type asks for; what does not fit is left as it is,
 * so that the check of the inputs can tell.
 */
export async function readGivenInputs(
  pairs: readonly string[],
  jsonFile: string | undefined,
  definitions: readonly InputDefinition[],
): Promise<GivenInputs> {
  const typeOf = (name: string): InputType =>
    definitions.find((definition) => definition.name === name)?.type ?? 'string';
  const values: Record<string, unknown> = {};
  const files: Record<string, string> = {};
  if (jsonFile !== undefined) {
    const written = splitFiles(await readJsonMap(jsonFile), dirname(jsonFile), (name) =>
      isFileInput(typeOf(name)),
    );
    Object.assign(values, written.values);
    Object.assign(files, written.files);
  }
  for (const pair of pairs) {
    const split = pair.indexOf('=');
    if (split < 1) throw new UsageError(`--input takes name=value or name=@file, and got "${pair}".`);
    const name = pair.slice(0, split);
    const text = pair.slice(split + 1);
    delete values[name];
    delete files[name];
    if (!text.startsWith('@')) values[name] = typedValue(text, typeOf(name));
    else if (isFileInput(typeOf(name))) files[name] = resolve(text.slice(1));
    else values[name] = typedValue(await readText(text.slice(1)), typeOf(name));
  }
  await Promise.all(Object.values(files).map(assertReadable));
  return { values, files };
}

/** Takes the files out of a map: in JSON and in samples `{file: path}` names one, relative to a folder. */
export function splitFiles(
  written: Readonly<Record<string, unknown>>,
  folder: string,
  takesFile: (name: string) => boolean,
): GivenInputs {
  const values: Record<string, unknown> = {};
  const files: Record<string, string> = {};
  for (const [name, value] of Object.entries(written)) {
    const path = takesFile(name) ? pathIn(value) : undefined;
    if (path === undefined) values[name] = value;
    else files[name] = resolve(folder, path);
  }
  return { values, files };
}

function pathIn(value: unknown): string | undefined {
  const isNamed =
    typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'string';
  return isNamed ? (value.file as string) : undefined;
}

/** A text as a value of the input's type, where it can be read as one. */
export function typedValue(text: string, type: InputType): unknown {
  if (type === 'integer' || type === 'float') {
    const number = Number(text);
    return text.trim() !== '' && Number.isFinite(number) ? number : text;
  }
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (type === 'array' || type === 'object') {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  return text;
}

async function readJsonMap(path: string): Promise<Record<string, unknown>> {
  const text = await readText(path);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (cause) {
    throw new UsageError(`${path} is not JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
  throw new UsageError(`${path} has to hold a map of input names and values.`);
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
}

async function assertReadable(path: string): Promise<void> {
  await access(path, constants.R_OK).catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
}
