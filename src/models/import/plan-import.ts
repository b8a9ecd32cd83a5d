import { type HubEntry, precisionsIn } from '../catalogue/hub/hub-files.ts';
import { guessTask, type ModelConfig } from './guess-task.ts';
import type { ImportEntry } from './import-source.ts';
import { CONFIG, type ModelFolder, NOTE } from './model-folder.ts';
import { modelInvalid } from './model-invalid.ts';
import { type ModelNote, readNote } from './model-note.ts';
import { nameModel } from './name-model.ts';
import { checkNeededFiles } from './needed-files.ts';
import { readJson } from './read-json.ts';
import { whereToSay } from './where-to-say.ts';

/** What a page says of the model that it brings; what is left out the files tell. */
export interface ImportChoice {
  /** An id, `organisation/name`. */
  readonly model?: string;
  /** By its transformers.js name. */
  readonly task?: string;
  /** The one precision that is taken, such as `q8`; all that are there where it is left out. */
  readonly dtype?: string;
}

/** What is to be stored of a folder. */
export interface ImportPlan {
  readonly id: string;
  readonly task: string;
  /** For each precision the paths of its files. */
  readonly precisions: ReadonlyMap<string, readonly string[]>;
  /** The files of all precisions by the path that they are stored under. */
  readonly entries: ReadonlyMap<string, ImportEntry>;
  /** What an export noted of them. */
  readonly note?: ModelNote;
}

/** Tasks of models that run as they are: there is no config, and every file counts. */
const BARE = new Set(['onnx', 'optical-character-recognition', 'voice-activity-detection']);
const FOR_PEOPLE = /^(README|LICEN[CS]E|NOTICE)/i;

/** Looks at what is in a folder before any of it is stored. Rejects with `model_invalid`. */
export async function planImport(folder: ModelFolder, choice: ImportChoice): Promise<ImportPlan> {
  const note = folder.entries.get(NOTE);
  if (note !== undefined) return planOfNote(folder, choice, readNote(await readJson(note), note.path));
  const { task } = choice;
  if (task !== undefined && BARE.has(task)) return planOfBare(folder, task, choice);
  const config = await readConfig(folder);
  const entries = inOnnxFolder(folder.entries);
  const paths = [...entries.keys()];
  const planned = {
    task: task ?? guessTask(config, paths),
    id: nameModel({ asked: choice.model, folders: folder.names, config: config._name_or_path }),
  };
  checkNeededFiles(planned.task, (path) => entries.has(path));
  return chosen({ ...planned, precisions: precisionsOf(entries), entries }, choice);
}

function planOfNote(folder: ModelFolder, choice: ImportChoice, note: ModelNote): ImportPlan {
  for (const { path } of note.files) {
    if (folder.entries.has(path)) continue;
    const hint = 'Bring all files of the export along.';
    throw modelInvalid(`${path} is missing, which ${NOTE} names.`, hint);
  }
  const precisions = new Map([[note.dtype, note.files.map(({ path }) => path)]]);
  const id = nameModel({ asked: choice.model, noted: note.model, folders: [] });
  return chosen({ id, task: choice.task ?? note.task, precisions, entries: folder.entries, note }, choice);
}

function planOfBare({ names, entries }: ModelFolder, task: string, choice: ImportChoice): ImportPlan {
  const paths = [...entries.keys()].filter((path) => !FOR_PEOPLE.test(path));
  if (!paths.some((path) => path.endsWith('.onnx'))) throw noWeights();
  const { model, dtype = 'fp32' } = choice;
  const id = nameModel({ asked: model, folders: names });
  return chosen({ id, task, precisions: new Map([[dtype, paths]]), entries }, choice);
}

async function readConfig({ entries, names }: ModelFolder): Promise<ModelConfig> {
  const entry = entries.get(CONFIG);
  if (entry === undefined) {
    const where = names.length === 0 ? 'what was given' : names.join('/');
    const hint = `Bring it along, beside the folder onnx. A model without one needs its task said, one of ${[...BARE].join(', ')}: ${whereToSay('task', 'onnx')}.`;
    throw modelInvalid(`There is no ${CONFIG} in ${where}.`, hint);
  }
  const config = await readJson(entry);
  if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config;
  throw modelInvalid(`${entry.path} is no map of settings.`, 'Bring the file that belongs to the model.');
}

/** Weights that lie beside their config are taken as if they lay in `onnx`, where the runtime looks for them. */
function inOnnxFolder(entries: ModelFolder['entries']): ModelFolder['entries'] {
  const paths = [...entries.keys()];
  if (paths.some((path) => /^onnx\/.*\.onnx$/.test(path))) return entries;
  const isWeights = (path: string): boolean => /^[^/]+\.onnx(_data(_\d+)?)?$/.test(path);
  return new Map([...entries].map(([path, entry]) => [isWeights(path) ? `onnx/${path}` : path, entry]));
}

function precisionsOf(entries: ModelFolder['entries']): ReadonlyMap<string, readonly string[]> {
  const listed = [...entries].map(([path, { size }]): HubEntry => ({ type: 'file', path, size }));
  const found = [...precisionsIn(listed)].map(
    ([dtype, files]) => [dtype, files.map(({ path }) => path)] as const,
  );
  // Data without the graph that it belongs to is no model.
  return new Map(found.filter(([, paths]) => paths.some((path) => path.endsWith('.onnx'))));
}

/** Leaves of a plan what the page wants of it. */
function chosen(plan: ImportPlan, { dtype }: ImportChoice): ImportPlan {
  const { precisions, entries } = plan;
  if (precisions.size === 0) throw noWeights();
  const taken = dtype === undefined ? [...precisions] : [...precisions].filter(([name]) => name === dtype);
  if (taken.length === 0) {
    const hint = `There is ${[...precisions.keys()].join(', ')}. Say one of them, or none to import all that is there: ${whereToSay('dtype')}.`;
    throw modelInvalid(`The model has no weights in ${dtype}.`, hint);
  }
  const needed = new Map<string, ImportEntry>();
  for (const path of taken.flatMap(([, paths]) => paths)) {
    const entry = entries.get(path);
    if (entry === undefined) continue;
    if (entry.size === 0) throw modelInvalid(`${entry.path} is empty.`, 'Bring the file once more.');
    needed.set(path, entry);
  }
  return { ...plan, precisions: new Map(taken), entries: needed };
}

function noWeights(): Error {
  const hint =
    'Bring the folder onnx along. Weights of PyTorch or TensorFlow have to be exported to ONNX first.';
  return modelInvalid('There is no ONNX file.', hint);
}
