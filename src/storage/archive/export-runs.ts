import { runNotFound } from '../../engine/run/resume-plan.ts';
import { FlowError } from '../../errors/index.ts';
import { ZipWriter } from '../../zip/zip-writer.ts';
import { reading } from '../database/transaction.ts';
import type { FileStore } from '../files/file-store.ts';
import { sha256OfBlob } from '../files/sha256.ts';
import { filesIn } from '../runs/files-in.ts';
import { keysOf, type RunRecord } from '../runs/run-record.ts';
import { archiveFaults, archiveTooLarge } from './archive-errors.ts';
import { FORMAT, MANIFEST, type Manifest, MOST, VERSION } from './archive-format.ts';
import { ByteSink } from './byte-sink.ts';
import { ValueWriter } from './value-codec.ts';

/** Puts runs, and the runs of their sub-flows, into one zip file: one run, and one file, after the other. */
export async function exportRuns(executionIds: readonly string[], files: FileStore): Promise<Blob> {
  const zip = new ZipWriter(archiveFaults);
  const runs: Manifest['runs'] = [];
  const flows = new Set<string>();
  const needed = new Set<string>();
  for (const executionId of await withChildren(executionIds)) {
    const { record, text, journal, checkpoints } = await readWhole(executionId);
    const sink = new ByteSink();
    const writer = new ValueWriter(sink);
    const json = new TextEncoder().encode(
      JSON.stringify({
        record: writer.write(record),
        journal: writer.write(journal),
        checkpoints: writer.write(checkpoints),
      }),
    );
    const values = sink.content();
    if (json.length > MOST.run || values.size > MOST.values) throw archiveTooLarge(`The run ${executionId}`);
    const folder = `runs/${runs.length}`;
    zip.text(`${folder}/run.json`, json);
    await zip.bytes(`${folder}/values.bin`, values);
    const { flowHash, parent } = record;
    if (!flows.has(flowHash)) zip.text(`flows/${flowHash}.yaml`, new TextEncoder().encode(text));
    flows.add(flowHash);
    for (const file of filesIn([record.inputs, journal, checkpoints])) needed.add(file);
    const hashes = { run: await sha256OfBlob(new Blob([json])), values: await sha256OfBlob(values) };
    runs.push({ executionId, ...(parent !== undefined && { parent }), folder, ...hashes });
  }
  const { kept, missing } = await addFiles(zip, needed, files);
  const manifest: Manifest = {
    format: FORMAT,
    version: VERSION,
    exportedAt: Date.now(),
    runs,
    files: kept,
    missing,
  };
  zip.text(MANIFEST, new TextEncoder().encode(JSON.stringify(manifest)));
  return zip.end();
}

/** Bytes that are gone keep no run from being exported. */
async function addFiles(
  zip: ZipWriter,
  needed: ReadonlySet<string>,
  files: FileStore,
): Promise<{ readonly kept: string[]; readonly missing: string[] }> {
  const kept: string[] = [];
  const missing: string[] = [];
  for (const sha256 of needed) {
    const content = await files.get(sha256);
    if (content === undefined) missing.push(sha256);
    else {
      await zip.bytes(`files/${sha256}`, content);
      kept.push(sha256);
    }
  }
  return { kept, missing };
}

/** Each run with the runs of its sub-flows behind it, each once. */
function withChildren(executionIds: readonly string[]): Promise<ReadonlySet<string>> {
  return reading(['runs'], async (transaction) => {
    const all = new Set(executionIds);
    const parents = transaction.objectStore('runs').index('parent');
    // A set can grow while it is gone through.
    for (const id of all) for (const child of await parents.getAllKeys(id)) all.add(child);
    return all;
  });
}

interface WholeRun {
  readonly record: RunRecord;
  readonly text: string;
  readonly journal: readonly unknown[];
  readonly checkpoints: readonly { readonly step: string; readonly key: string; readonly value: unknown }[];
}

/** All that lies under a run, as it was at one moment. */
function readWhole(executionId: string): Promise<WholeRun> {
  return reading(['runs', 'flows', 'journal', 'checkpoints'], async (transaction) => {
    const record = await transaction.objectStore('runs').get(executionId);
    if (record === undefined) throw runNotFound(executionId);
    const flow = await transaction.objectStore('flows').get(record.flowHash);
    if (flow === undefined) throw damaged(executionId, 'the text of its flow is gone');
    const journal = await transaction.objectStore('journal').getAll(keysOf(executionId));
    const isWhole = journal.every(({ sequence }, place) => sequence === place + 1);
    if (!isWhole) throw damaged(executionId, 'an entry of its journal is gone');
    const checkpoints = await transaction.objectStore('checkpoints').getAll(keysOf(executionId));
    return {
      record,
      text: flow.text,
      journal: journal.map(({ event }) => event),
      checkpoints: checkpoints.map(({ step, key, value }) => ({ step, key, value })),
    };
  });
}

function damaged(executionId: string, why: string): FlowError {
  const hint = 'Export the others without it, and delete it.';
  return new FlowError('run_damaged', `The run ${executionId} cannot be exported: ${why}.`, { hint });
}
