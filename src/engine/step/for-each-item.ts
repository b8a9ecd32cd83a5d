import { FlowError } from '../../errors/index.ts';
import { LONGEST_TURN, nextTurn } from '../../executors/event-loop.ts';
import type { Scope } from '../../expressions/index.ts';
import { type ForeachDefinition, type PlannedStep, renderMap, renderValue } from '../../flow/index.ts';
import type { RunSetting } from '../run/run-setting.ts';
import type { CancelScope } from './cancel-scope.ts';
import { failedBefore, type Invocation, NOTHING, type Success } from './invocation.ts';
import { secondsBetween } from './invoke-executor.ts';
import { runCall } from './run-call.ts';
import { isLater, type Soon } from './soon.ts';

/** More items than this belong into a batch, which writes down what it has done. */
export const MAX_ITEMS = 100_000;

/** Seconds: to do an item again that took less is as cheap as to write it down. */
const WORTH_WRITING = 0.005;

/** The key of an item's outputs among the step's checkpoints. */
const DONE = 'done/';

/** Why an item failed, and which. */
interface ItemError {
  readonly index: number;
  readonly code: string;
  readonly kind: string;
  readonly message: string;
}

/** The list that a step goes through. Throws a `FlowError`. */
export function listOf(foreach: ForeachDefinition, names: Scope): readonly unknown[] {
  const list = renderValue(foreach.items, names);
  const items =
    Array.isArray(list) || ArrayBuffer.isView(list) ? Array.from(list as ArrayLike<unknown>) : undefined;
  if (items === undefined) {
    const hint = 'Give it a list; of a map, | items or | list.';
    const { span } = foreach.items;
    throw new FlowError('type_mismatch', '"foreach" has to be a list.', { hint, span });
  }
  if (items.length > MAX_ITEMS) {
    const hint = 'Cut the list into parts, or use a batch.';
    const message = `"foreach" takes ${MAX_ITEMS} items at most; this list has ${items.length}.`;
    throw new FlowError('too_many_items', message, { hint, span: foreach.items.span });
  }
  return items;
}

/** Runs a step once for each item of a list. Resolves always. */
export async function forEachItem(
  step: PlannedStep,
  foreach: ForeachDefinition,
  items: readonly unknown[],
  scope: CancelScope,
  setting: RunSetting,
  startedAt: number,
  attemptsBefore: number,
): Promise<Invocation> {
  const run = new ItemsRun(step, foreach, items, scope, setting, startedAt, attemptsBefore);
  return run.execute();
}

class ItemsRun {
  private next = 0;
  private done = 0;
  private running = 0;
  private isStarting = false;
  private turnStartedAt: number;
  private isBetweenTurns = false;
  private failure: FlowError | undefined;
  private madeAnew = 0;
  private readonly outcomes: (Readonly<Record<string, unknown>> | undefined)[];
  private readonly errors: ItemError[] = [];
  private finish: () => void = () => {};
  /** Ended with the step, and by the first failure where that ends the step. */
  private readonly scope: CancelScope;
  private readonly step: PlannedStep;
  private readonly foreach: ForeachDefinition;
  private readonly items: readonly unknown[];
  private readonly setting: RunSetting;
  private readonly startedAt: number;
  private readonly attemptsBefore: number;

  constructor(
    step: PlannedStep,
    foreach: ForeachDefinition,
    items: readonly unknown[],
    scope: CancelScope,
    setting: RunSetting,
    startedAt: number,
    attemptsBefore: number,
  ) {
    this.step = step;
    this.foreach = foreach;
    this.items = items;
    this.scope = scope.part();
    this.setting = setting;
    this.startedAt = startedAt;
    this.attemptsBefore = attemptsBefore;
    this.turnStartedAt = startedAt;
    this.outcomes = new Array(items.length);
  }

  async execute(): Promise<Invocation> {
    if (this.attemptsBefore > 0) this.takeUp(await this.setting.checkpoints.read(this.step.definition.name));
    await new Promise<void>((resolve) => {
      this.finish = resolve;
      this.startItems();
    });
    this.scope.close();
    const endedAt = this.setting.services.clock.now();
    const times = { executionTime: secondsBetween(this.startedAt, endedAt), endedAt };
    const error = this.failure ?? this.scope.reason;
    if (error !== undefined) {
      const metadata = { count: this.items.length, done: this.done, errors: this.errors };
      return { success: false, error, metadata, ...times };
    }
    this.errors.sort((a, b) => a.index - b.index);
    const outputs = {
      items: this.outcomes.filter((outcome) => outcome !== undefined),
      count: this.items.length,
      failed: this.errors.length,
      errors: this.errors,
    };
    const isCached = this.madeAnew === 0 && this.items.length > 0;
    return { success: true, outputs, metadata: NOTHING, ...times, ...(isCached && { cached: true }) };
  }

  private startItems(): void {
    if (this.isStarting || this.isBetweenTurns) return;
    this.isStarting = true;
    while (
      this.running < this.foreach.concurrency &&
      this.next < this.items.length &&
      this.scope.reason === undefined
    ) {
      if (this.isTurnOver()) {
        this.goOnNextTurn();
        break;
      }
      const index = this.next++;
      if (this.outcomes[index] === undefined) this.start(index);
    }
    this.isStarting = false;
    if (this.running === 0 && !this.isBetweenTurns) this.finish();
  }

  private start(index: number): void {
    this.running++;
    const invocation = this.invoke(index);
    if (!isLater(invocation)) {
      this.over(index, invocation);
      return;
    }
    invocation.then((result) => {
      this.over(index, result);
      this.startItems();
    });
  }

  private invoke(index: number): Soon<Invocation> {
    const { step, setting, scope } = this;
    const names = { ...setting.scope.names, item: this.items[index], index };
    const startedAt = setting.services.clock.now();
    let config: Record<string, unknown>;
    try {
      config = renderMap(step.definition.config, names);
    } catch (thrown) {
      return failedBefore(FlowError.from(thrown), startedAt);
    }
    const { startedAt: readyAt, attemptsBefore } = this;
    return runCall({ step, setting, config, names, scope, readyAt, startedAt, attemptsBefore, index });
  }

  private over(index: number, invocation: Invocation): void {
    this.running--;
    if (this.scope.reason !== undefined) return;
    this.done++;
    if (!invocation.success || invocation.cached !== true) this.madeAnew++;
    if (invocation.success) this.succeeded(index, invocation);
    else this.failed(index, invocation.error);
    const { setting, step, done, items } = this;
    const progress = { phase: 'run', loaded: done, total: items.length, unit: 'items' } as const;
    setting.emit({ type: 'step_progress', step: step.definition.name, progress });
  }

  private succeeded(index: number, { outputs, executionTime }: Success): void {
    this.outcomes[index] = outputs;
    const { setting, step } = this;
    if (!setting.isWrittenDown || executionTime < WORTH_WRITING) return;
    // What cannot be written is done again after a reload; the run's log tells of a full disk.
    setting.checkpoints.write(step.definition.name, `${DONE}${index}`, outputs).catch(() => {});
  }

  /** Items that were done before the run was cut off are not done again. */
  private takeUp(written: ReadonlyMap<string, unknown>): void {
    for (const [key, outputs] of written) {
      if (!key.startsWith(DONE)) continue;
      this.outcomes[Number(key.slice(DONE.length))] = outputs as Readonly<Record<string, unknown>>;
      this.done++;
      this.madeAnew++;
    }
  }

  private failed(index: number, error: FlowError): void {
    const { code, kind, message } = error;
    this.errors.push({ index, code, kind, message });
    if (this.foreach.onItemError === 'keep') this.outcomes[index] = { error: { code, kind, message } };
    if (this.foreach.onItemError !== 'fail') return;
    this.failure = new FlowError(code, `Item ${index}: ${message}`, {
      kind,
      cause: error,
      ...(error.hint !== undefined && { hint: error.hint }),
      ...(error.span !== undefined && { span: error.span }),
    });
    this.scope.cancel(new FlowError('cancelled', `Item ${index} failed.`));
  }

  private isTurnOver(): boolean {
    return this.setting.services.clock.now() - this.turnStartedAt > LONGEST_TURN;
  }

  private goOnNextTurn(): void {
    this.isBetweenTurns = true;
    nextTurn(() => {
      this.isBetweenTurns = false;
      this.turnStartedAt = this.setting.services.clock.now();
      this.startItems();
    });
  }
}
