import { FlowError, nearestName } from '../../errors/index.ts';
import type { ModelSpec } from '../../executors/index.ts';
import { isPipelineTask, MODEL_TASKS } from '../../executors/model-tasks.ts';
import type { CatalogueModel } from './catalogue-model.ts';

/**
 * Finds what a spec may mean among the models at hand: the precisions of the model it names, or of the first one for
 * the task. Throws `model_unavailable` with the models for the task that are at hand.
 *
 * @param elsewhere what to do for a model that is not at hand, as the end of a hint
 */
export function findCandidates(
  models: readonly CatalogueModel[],
  spec: ModelSpec,
  elsewhere: string,
): readonly CatalogueModel[] {
  const { task, model: id, dtype } = spec;
  const forTask = models.filter((model) => model.task === task);
  const named = id ?? forTask[0]?.id;
  const known = models.filter((model) => model.id === named);
  const hints = (near?: string): string => hintFor(near, task, forTask, models, elsewhere);
  if (known.length === 0) {
    const what = id === undefined ? `a model for the task ${task}` : `the model "${id}"`;
    throw new FlowError('model_unavailable', `This page does not have ${what}.`, { hint: hints(id) });
  }
  // A head upon another model does what it was trained for alone.
  const right = known.filter(
    (model) => model.task === task || (model.base === undefined && alsoDo(task).includes(model.task)),
  );
  if (right.length === 0) {
    const message = `The model "${named}" is for ${known[0]?.task}, not for ${task}.`;
    throw new FlowError('model_unavailable', message, { hint: hints() });
  }
  const found = right.filter((model) => dtype === undefined || model.dtype === dtype);
  if (found.length > 0) return found;
  const dtypes = right.map((model) => model.dtype);
  const message = `This page has "${named}" in ${dtypes.join(' and ')}, not in ${dtype}.`;
  throw new FlowError('model_unavailable', message, {
    hint: `Use dtype: ${dtypes.join(' or ')}, or leave it out.`,
  });
}

/** Tasks whose models do a task as well, for who names one. */
function alsoDo(task: string): readonly string[] {
  return isPipelineTask(task) ? (MODEL_TASKS[task].modelsOf ?? []) : [];
}

function hintFor(
  id: string | undefined,
  task: string,
  forTask: readonly CatalogueModel[],
  models: readonly CatalogueModel[],
  elsewhere: string,
): string {
  const atHand = [...new Set(forTask.map((model) => model.id))];
  const near = id === undefined ? undefined : nearestName(id, atHand);
  if (near !== undefined) return `Did you mean ${near}?`;
  if (atHand.length > 0) return `For ${task} there is ${atHand.join(', ')}. ${elsewhere}`;
  const tasks = [...new Set(models.map((model) => model.task))];
  if (tasks.length === 0) return 'No model is embedded in this page: npm start puts them there.';
  return `Models at hand are for ${tasks.join(', ')}. ${elsewhere}`;
}
