import type { CatalogueFile } from '../catalogue-model.ts';

/** One entry of the hub's list of a repository's files. */
export interface HubEntry {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  /** The git id of the file. */
  readonly oid?: string;
  /** For large files; `oid` is the SHA-256 of the bytes. */
  readonly lfs?: { readonly oid: string; readonly size: number };
}

/** What transformers.js puts behind a file's name for each precision, best ones for a browser first. */
const SUFFIXES: Readonly<Record<string, string>> = {
  q8: '_quantized',
  fp16: '_fp16',
  q4f16: '_q4f16',
  q4: '_q4',
  int8: '_int8',
  uint8: '_uint8',
  bnb4: '_bnb4',
  fp32: '',
};

/** Configs, tokenizers and vocabularies lie at the top; what is text for people is left out. */
const CONFIG = /^[^/]+\.(json|jinja|txt|model|spm)$/;
const FOR_PEOPLE = /^(README|LICEN[CS]E|NOTICE)/i;

/** The precisions that a repository has weights in, with the files each one needs. */
export function precisionsIn(entries: readonly HubEntry[]): ReadonlyMap<string, readonly CatalogueFile[]> {
  const files = entries.filter(({ type }) => type === 'file');
  const configs = files.filter(({ path }) => CONFIG.test(path) && !FOR_PEOPLE.test(path));
  const weights = files.filter(({ path }) => /^onnx\/[^/]+\.onnx(_data(_\d+)?)?$/.test(path));
  const found = new Map<string, readonly CatalogueFile[]>();
  for (const [dtype, suffix] of Object.entries(SUFFIXES)) {
    const own = withoutDoubles(weights.filter(({ path }) => suffixOf(path) === suffix));
    if (own.length > 0) found.set(dtype, [...configs, ...own].map(catalogueFile));
  }
  return found;
}

/** A merged decoder stands for both of its parts. */
function withoutDoubles(weights: readonly HubEntry[]): readonly HubEntry[] {
  const hasMerged = weights.some(({ path }) => path.includes('decoder_model_merged'));
  return hasMerged
    ? weights.filter(({ path }) => !/decoder_(with_past_)?model(?!_merged)/.test(path))
    : weights;
}

function suffixOf(path: string): string {
  const name = path.replace(/^onnx\//, '').replace(/\.onnx(_data(_\d+)?)?$/, '');
  const suffixes = Object.values(SUFFIXES).filter((suffix) => suffix !== '' && name.endsWith(suffix));
  // `_q4f16` ends with no other suffix, but a longer one is always meant.
  return suffixes.sort((a, b) => b.length - a.length)[0] ?? '';
}

function catalogueFile({ path, size, oid, lfs }: HubEntry): CatalogueFile {
  if (lfs !== undefined) return { path, size: lfs.size, sha256: lfs.oid };
  return { path, size, ...(oid !== undefined && { version: oid }) };
}
