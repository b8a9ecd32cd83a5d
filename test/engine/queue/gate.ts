import type { FlowRunner, RunnerServices } from '../../../src/engine/index.ts';
import {
  BaseExecutor,
  type ExecutionResult,
  type FlowContext,
  succeed,
} from '../../../src/executors/index.ts';
import { ManualClock, testRunner } from '../support.ts';

/** Does its work when it is told to, and notes what it began. */
export class Gate extends BaseExecutor<{ label: string }> {
  readonly name = 'gate';
  readonly begun: string[] = [];
  private readonly waiting = new Map<string, () => void>();
  private readonly watchers: (() => void)[] = [];

  execute(_context: FlowContext, { label }: { label: string }): Promise<ExecutionResult> {
    this.begun.push(label);
    for (const wake of this.watchers.splice(0)) wake();
    return new Promise((resolve) => this.waiting.set(label, () => resolve(succeed({ label }))));
  }

  open(label: string): void {
    this.waiting.get(label)?.();
  }

  async hasBegun(count: number): Promise<readonly string[]> {
    while (this.begun.length < count) await new Promise<void>((resolve) => this.watchers.push(resolve));
    return this.begun;
  }
}

export const flowOf = (label: string) => ({
  name: `flow of ${label}`,
  steps: [{ name: 'a', executor: 'gate', config: { label } }],
});

export const echo = (value: unknown) => ({
  name: 'echo',
  steps: [{ name: 'a', executor: 'echo', config: { value } }],
});

export function withGate(services: Partial<RunnerServices> = {}): {
  runner: FlowRunner;
  gate: Gate;
  clock: ManualClock;
} {
  const clock = new ManualClock();
  const gate = new Gate();
  const runner = testRunner({ clock, random: () => 0, ...services });
  runner.registry.register('gate', gate);
  return { runner, gate, clock };
}
