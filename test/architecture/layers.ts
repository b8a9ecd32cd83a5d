import type { Import } from './read-imports.ts';

/**
 * Who may import whom in `src`: the picture in docs/architecture.md. A folder may always import itself.
 * `executors` is the contract (its own files); `executors/*` are the executors in folders.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  syntax: ['errors'],
  rows: ['errors'],
  expressions: ['errors'],
  flow: ['errors', 'syntax', 'expressions'],
  executors: ['errors', 'flow', 'media'],
  'executors/*': ['errors', 'flow', 'executors', 'media', 'images', 'rows'],
  engine: ['errors', 'syntax', 'expressions', 'flow', 'executors'],
  audio: ['errors'],
  media: ['errors'],
  vectors: ['errors'],
  images: ['errors'],
  zip: [],
  models: ['errors', 'executors', 'audio', 'images', 'zip'],
  storage: ['errors', 'flow', 'executors', 'engine', 'models', 'media', 'vectors', 'zip'],
  workers: ['errors', 'flow', 'executors', 'engine', 'models'],
  element: ['errors', 'flow', 'executors', 'engine', 'storage', 'workers'],
  studio: ['errors', 'flow', 'executors', 'engine', 'element', 'workers'],
  cli: ['errors', 'syntax', 'flow', 'executors', 'engine', 'workers'],
};

/** Composition: files that put concrete parts together may name any of them. */
const composition =
  /^(index\.ts|create-(?:runner|models)\.ts|workers\/[^/]+\.worker\.ts|cli\/(?:checked-flow|run-command)\.ts)$/;
/** The list of concrete executors is for composition alone. */
const builtin = 'executors/builtin.ts';

/** The imports that go against the picture, each as a sentence. */
export function forbiddenImports(imports: readonly Import[]): readonly string[] {
  return imports
    .filter((found) => !isAllowed(found))
    .map(({ from, to }) => `${from} imports ${to}`)
    .sort();
}

function isAllowed({ from, to }: Import): boolean {
  if (composition.test(from)) return true;
  // A worker's client starts it and knows its types; what runs in it the page never loads.
  if (/\.worker\.ts$/.test(to)) return from.startsWith('workers/');
  const fromLayer = layerOf(from);
  const toLayer = layerOf(to);
  if (from === builtin) return toLayer === 'executors/*' || toLayer === 'executors';
  if (to === builtin || (composition.test(to) && fromLayer !== toLayer)) return false;
  if (fromLayer === 'executors/*' && toLayer === 'executors/*') return folderOf(from) === folderOf(to);
  return fromLayer === toLayer || (allowed[fromLayer] ?? []).includes(toLayer);
}

function layerOf(path: string): string {
  const [folder = '', next = ''] = path.split('/');
  return folder === 'executors' && !next.endsWith('.ts') ? 'executors/*' : folder;
}

function folderOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}
