import type { StepDefinition } from './flow-definition.ts';

/** The steps with their edges: what has to be done before what. */
export interface ExecutionPlan {
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly definition: StepDefinition;
  /** Its place in the plan and in the document. */
  readonly index: number;
  /** Every step that has to be over first, each once. */
  readonly needs: readonly string[];
  /** The places of the steps that wait for this one. */
  readonly dependents: readonly number[];
  /** Those of its needs whose outputs are read in any case, without a way around their absence. */
  readonly reads: readonly string[];
  /** Those whose outputs may be read: in a branch of `a if b else c`, on the right of `and` and `or`. */
  readonly mayRead: readonly string[];
  /** Steps named by the executor's own `references(config)`. */
  readonly sources: readonly string[];
  /** Whether the executor is shown the whole run. */
  readonly readsRun: boolean;
  /** The step whose failure this one waits for; without that failure it does not run. */
  readonly standsInFor?: string;
}

/** A step of a plan that is being made: edges are still added. */
export interface DraftStep {
  readonly definition: StepDefinition;
  readonly needs: Set<string>;
  readonly reads: Set<string>;
  readonly mayRead: Set<string>;
  readonly sources: readonly string[];
  readonly readsRun: boolean;
  standsInFor?: string;
}

/** Turns drafts into a plan: every edge is then known from both of its ends. */
export function finishPlan(drafts: readonly DraftStep[]): ExecutionPlan {
  const dependents = drafts.map((): number[] => []);
  const places = new Map(drafts.map((draft, place) => [draft.definition.name, place]));
  for (const [place, { needs }] of drafts.entries()) {
    for (const need of needs) dependents[places.get(need) ?? -1]?.push(place);
  }
  const steps = drafts.map(
    (draft, index): PlannedStep => ({
      definition: draft.definition,
      index,
      needs: [...draft.needs],
      dependents: dependents[index] ?? [],
      reads: [...draft.reads],
      mayRead: [...draft.mayRead],
      sources: draft.sources,
      readsRun: draft.readsRun,
      ...(draft.standsInFor !== undefined && { standsInFor: draft.standsInFor }),
    }),
  );
  return { steps };
}
