import type { z } from 'zod';
import { replayRun } from '../../engine/index.ts';
import { unpackEvent } from '../../engine/state/wire-run.ts';
import type { ZipReader } from '../../zip/zip-reader.ts';
import { sha256OfBlob, sha256OfText } from '../files/sha256.ts';
import type { RunRecord } from '../runs/run-record.ts';
import { archiveDamaged, archiveInvalid, archiveNewer } from './archive-errors.ts';
import {
  FORMAT,
  MANIFEST,
  type Manifest,
  MOST,
  manifestSchema,
  runSchema,
  VERSION,
} from './archive-format.ts';
import { readValue } from './value-codec.ts';

/** A run as it lies in an archive, checked. */
export interface ArchivedRun {
  readonly record: RunRecord;
  readonly text: string;
  readonly journal: readonly unknown[];
  readonly checkpoints: readonly { readonly step: string; readonly key: string; readonly value?: unknown }[];
}

/** What an archive says of itself. Rejects with `archive_invalid`, `archive_newer` and `archive_damaged`. */
export async function readManifest(zip: ZipReader): Promise<Manifest> {
  if (!zip.has(MANIFEST)) throw archiveInvalid(`there is no ${MANIFEST} in it`);
  const said = parsed(await zip.bytes(MANIFEST, MOST.manifest), MANIFEST);
  const { format, version } = (said ?? {}) as { readonly format?: unknown; readonly version?: unknown };
  if (format !== FORMAT) throw archiveInvalid(`its ${MANIFEST} tells of something else`);
  if (typeof version === 'number' && version > VERSION) throw archiveNewer(version);
  return checked(manifestSchema, said, MANIFEST);
}

/** One run of an archive. What it says is replayed once, so that a run that was taken in can be opened too. */
export async function readArchivedRun(zip: ZipReader, entry: Manifest['runs'][number]): Promise<ArchivedRun> {
  const { executionId, parent, folder } = entry;
  const path = `${folder}/run.json`;
  const json = await withHash(zip, path, MOST.run, entry.run);
  const values = await withHash(zip, `${folder}/values.bin`, MOST.values, entry.values);
  const { record, journal, checkpoints } = checked(
    runSchema,
    readAll(parsed(json, path), values, path),
    path,
  );
  if (record.executionId !== executionId || record.parent !== parent)
    throw archiveDamaged(`${path} is another run`);
  try {
    const state = replayRun(journal.filter((event) => !('notStorable' in event)).map(unpackEvent));
    if (state !== undefined && state.executionId !== executionId)
      throw archiveDamaged(`${path} is another run`);
  } catch (thrown) {
    throw archiveDamaged(`what happened in ${path} cannot be read`, thrown);
  }
  return { record: record as RunRecord, text: await flowText(zip, record.flowHash), journal, checkpoints };
}

async function flowText(zip: ZipReader, flowHash: string): Promise<string> {
  const path = `flows/${flowHash}.yaml`;
  const text = new TextDecoder().decode(await zip.bytes(path, MOST.flow));
  if (sha256OfText(text) !== flowHash) throw archiveDamaged(`${path} is not what was exported`);
  return text;
}

async function withHash(
  zip: ZipReader,
  path: string,
  most: number,
  sha256: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await zip.bytes(path, most);
  if ((await sha256OfBlob(new Blob([bytes]))) !== sha256)
    throw archiveDamaged(`${path} is not what was exported`);
  return bytes;
}

function parsed(json: Uint8Array<ArrayBuffer>, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(json));
  } catch (thrown) {
    throw archiveDamaged(`${path} is no JSON`, thrown);
  }
}

function readAll(value: unknown, bytes: Uint8Array<ArrayBuffer>, path: string): unknown {
  try {
    return readValue(value, bytes);
  } catch (thrown) {
    throw archiveDamaged(`${path} cannot be read`, thrown);
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown, path: string): z.output<Schema> {
  const reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  const [issue] = reading.error.issues;
  throw archiveDamaged(`${path} has something else than it should at ${issue?.path.join('.') || 'its top'}`);
}
