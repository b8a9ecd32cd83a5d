import type { RunImport } from '../../engine/index.ts';
import { ZipReader } from '../../zip/zip-reader.ts';
import { reading, writing } from '../database/transaction.ts';
import { type FileStore, importHolder } from '../files/file-store.ts';
import { sha256OfBlob } from '../files/sha256.ts';
import { filesIn } from '../runs/files-in.ts';
import { holderOf } from '../runs/run-record.ts';
import { archiveDamaged, archiveFaults } from './archive-errors.ts';
import type { Manifest } from './archive-format.ts';
import { type ArchivedRun, readArchivedRun, readManifest } from './read-archive.ts';

/** A run with the runs of its sub-flows: they come in together. */
type Family = readonly Manifest['runs'][number][];

/** Takes runs in from a file that `exportRuns` has made. A family of runs is there afterwards, or nothing of it. */
export async function importRuns(archive: Blob, files: FileStore): Promise<RunImport> {
  // Its bytes come before the runs that need them: where these do not come, their room is given back.
  const holder = importHolder(crypto.randomUUID());
  try {
    return await takeRuns(archive, files, holder);
  } finally {
    await files.letGo({ holders: [holder] }).catch(() => {});
  }
}

async function takeRuns(archive: Blob, files: FileStore, holder: string): Promise<RunImport> {
  const zip = await ZipReader.open(archive, archiveFaults);
  const manifest = await readManifest(zip);
  const here = new Set(manifest.files);
  const stored = new Set<string>();
  const imported: string[] = [];
  const present: string[] = [];
  for (const family of familiesOf(manifest)) {
    const [{ executionId }] = family;
    if (await isThere(executionId)) {
      present.push(executionId);
      continue;
    }
    const runs: ArchivedRun[] = [];
    for (const entry of family) runs.push(await readArchivedRun(zip, entry));
    for (const file of filesIn(runs)) {
      if (!here.has(file) || stored.has(file)) continue;
      await takeFile(zip, file, files, holder);
      stored.add(file);
    }
    await write(runs);
    imported.push(executionId);
  }
  return { imported, present, missingFiles: manifest.missing.length };
}

function familiesOf({ runs }: Manifest): readonly [Family[number], ...Family][] {
  const ids = new Set(runs.map(({ executionId }) => executionId));
  const roots = runs.filter(({ parent }) => parent === undefined || !ids.has(parent));
  return roots.map((root) => {
    const family: [Family[number], ...Family] = [root];
    const seen = new Set(family);
    for (const { executionId } of family) {
      for (const run of runs) {
        if (run.parent !== executionId || seen.has(run)) continue;
        family.push(run);
        seen.add(run);
      }
    }
    return family;
  });
}

async function isThere(executionId: string): Promise<boolean> {
  return reading(['runs'], async (transaction) => {
    return (await transaction.objectStore('runs').getKey(executionId)) !== undefined;
  });
}

/** Bytes are looked at before they are stored: under a hash that is not theirs they would stand in for other files. */
async function takeFile(zip: ZipReader, sha256: string, files: FileStore, holder: string): Promise<void> {
  const path = `files/${sha256}`;
  const content = await zip.stored(path);
  if ((await sha256OfBlob(content)) !== sha256) throw archiveDamaged(`${path} is not what was exported`);
  await files.put(content, holder);
}

async function write(runs: readonly ArchivedRun[]): Promise<void> {
  await writing(['runs', 'flows', 'journal', 'checkpoints', 'holds'], async (transaction) => {
    const records = transaction.objectStore('runs');
    for (const { record, text, journal, checkpoints } of runs) {
      const { executionId, flow: name, flowHash: sha256, status } = record;
      if ((await records.getKey(executionId)) !== undefined) continue;
      await transaction.objectStore('flows').put({ sha256, name, text });
      // What was cut off elsewhere goes on here when somebody says so, and not by itself.
      await records.put({ ...record, resumes: 0, autoResume: status !== 'running' && record.autoResume });
      const entries = transaction.objectStore('journal');
      let sequence = 0;
      // Not waited for one by one: all belong to this transaction.
      for (const event of journal) entries.put({ executionId, sequence: ++sequence, event }).catch(() => {});
      const written = transaction.objectStore('checkpoints');
      for (const { step, key, value } of checkpoints)
        written.put({ executionId, step, key, value }).catch(() => {});
      const holds = transaction.objectStore('holds');
      for (const file of filesIn([record.inputs, journal, checkpoints])) {
        holds.put({ sha256: file, holder: holderOf(executionId) }).catch(() => {});
      }
    }
  });
}
