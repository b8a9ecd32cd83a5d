import type { KnownFile } from './known-file.ts';
import { readText, unreadable } from './read-text.ts';

/** Deeper than any data is; what passes it on and shows it goes down level by level. */
const DEEPEST = 200;

/** Reads a file as JSON. Rejects with `file_unreadable`, which says what is wrong and where. */
export async function readJson(file: KnownFile): Promise<unknown> {
  const { text } = await readText(file, 'json');
  if (text.trim() === '') throw unreadable(file.name, 'json', 'The file is empty.');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw unreadable(file.name, 'json', sentence((cause as Error).message), cause);
  }
  if (isDeeperThan(data, DEEPEST)) {
    throw unreadable(file.name, 'json', `It is nested more than ${DEEPEST} levels deep.`);
  }
  return data;
}

/** Level by level and without recursion, which a file could make overflow. */
function isDeeperThan(data: unknown, levels: number): boolean {
  let level: object[] = isObject(data) ? [data] : [];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === levels) return true;
    level = level.flatMap((value) => Object.values(value).filter(isObject));
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
