const STAGES = '@stage/';

/** What the pieces of a model are kept under that is not whole yet; no model of a hub has an id of this form. */
export function stageOf(name: string): string {
  return `${STAGES}${name}`;
}

export function isStage(model: string): boolean {
  return model.startsWith(STAGES);
}

/** What is kept under a stage may be removed by whoever gets its lock: then the tab that wrote it is gone. */
export function stageLock(stage: string): string {
  return `prompt-flow-weights/${stage}`;
}

/** Does work on a stage. Node has no locks, and no tabs either. */
export function withStageLock<Answer>(stage: string, work: () => Promise<Answer>): Promise<Answer> {
  const locks = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request(stageLock(stage), work);
}
