import { z } from 'zod';
import { FlowError } from '../../errors/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { embedTexts } from '../embed-texts.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ModelAnswer } from '../model-access.ts';
import { modelMetadata } from '../model-metadata.ts';
import { type SemanticSearchConfig, semanticSearchConfig } from './config.ts';
import { readItems } from './read-items.ts';

/** So many texts are embedded before they are put in: what was put in stays when the page is closed. */
const GROUP = 512;

const semanticSearchOutputs = z.looseObject({
  results: z
    .array(z.looseObject({ id: z.string(), text: z.string(), score: z.number(), metadata: z.unknown() }))
    .describe('What was found, best first; none for add and delete.'),
  count: z.int().describe('How many were found; for add and delete, how many items the index has now.'),
});

/** Finds texts by their meaning, in an index that the browser keeps. */
export class SemanticSearch extends BaseExecutor<SemanticSearchConfig> {
  readonly name = 'semantic_search';
  override readonly description =
    'Keeps texts in an index, and finds those whose meaning is nearest to a query.';
  override readonly configSchema = semanticSearchConfig;
  override readonly outputSchema = semanticSearchOutputs;

  execute(context: FlowContext, config: SemanticSearchConfig): Promise<ExecutionResult> {
    switch (config.action) {
      case 'add':
        return add(context, config);
      case 'search':
        return search(context, config);
      case 'delete':
        return remove(context, config);
    }
  }
}

async function add(context: FlowContext, config: SemanticSearchConfig): Promise<ExecutionResult> {
  const { index, device } = config;
  const items = await readItems(config.items ?? []);
  if (items.length === 0) {
    const hint = 'Give "items": a list of texts, or of maps with id, text and metadata.';
    throw new FlowError('input_required', 'There are no items to add.', { hint });
  }
  // An index is of one model: a model that is not named is the one that it was begun with.
  const model = config.model_name ?? (await context.vectors.describe(index))?.model;
  let answer: ModelAnswer | undefined;
  let added = 0;
  let replaced = 0;
  let count = 0;
  for (let from = 0; from < items.length; from += GROUP) {
    context.signal.throwIfAborted();
    const group = items.slice(from, from + GROUP);
    const embedded = await embedTexts(context, { texts: group.map(({ text }) => text), model, device });
    answer = embedded.answer;
    const withVectors = group.map((item, place) => ({
      ...item,
      vector: embedded.vectors[place] as Float32Array,
    }));
    const done = await context.vectors.add(index, answer.model, withVectors);
    added += done.added;
    replaced += done.replaced;
    count = done.count;
    const loaded = from + group.length;
    context.progress({ phase: 'run', loaded, total: items.length, unit: 'items' });
  }
  const { model: used } = answer as ModelAnswer;
  return succeed(
    { results: [], count, added, replaced, model_used: used },
    { action: 'add', index, ...modelMetadata(answer as ModelAnswer) },
  );
}

async function search(context: FlowContext, config: SemanticSearchConfig): Promise<ExecutionResult> {
  const { index, query = '', top_k, filter, min_score, device } = config;
  if (query.trim() === '') {
    const hint = 'Give "query": what is looked for.';
    throw new FlowError('input_required', 'The query is empty.', { hint });
  }
  const known = await context.vectors.describe(index);
  const order = {
    topK: top_k,
    ...(filter && { filter }),
    ...(min_score !== undefined && { minScore: min_score }),
  };
  // The store knows what to say of an index that is not there, and a model need not be loaded for that.
  if (known === undefined) await context.vectors.search(index, { ...order, vector: new Float32Array(0) });
  const model = config.model_name ?? known?.model;
  if (known !== undefined && model !== known.model) {
    const hint = `Leave model_name out: the index is of ${known.model}.`;
    throw new FlowError('index_mismatch', `The index "${index}" cannot be searched with ${model}.`, { hint });
  }
  const { vectors, answer } = await embedTexts(context, { texts: [query], model, device });
  const results = await context.vectors.search(index, { ...order, vector: vectors[0] as Float32Array });
  return succeed(
    { results, count: results.length, model_used: answer.model },
    { action: 'search', index, ...modelMetadata(answer) },
  );
}

async function remove(context: FlowContext, config: SemanticSearchConfig): Promise<ExecutionResult> {
  const { index, ids, filter } = config;
  if (ids !== undefined && filter !== undefined) {
    const hint = 'Delete by the one, and in a further step by the other.';
    throw new FlowError('invalid_config', 'Items are deleted by "ids" or by "filter", not by both.', {
      hint,
    });
  }
  if (ids === undefined && filter === undefined) {
    const hint = 'Give "ids", or "filter"; filter: {} deletes the whole index.';
    throw new FlowError('input_required', 'Nothing says what is to be deleted.', { hint });
  }
  const which = ids === undefined ? { filter: filter ?? {} } : { ids: ids.map(String) };
  const { deleted, count } = await context.vectors.remove(index, which);
  return succeed({ results: [], count, deleted }, { action: 'delete', index });
}
