import { z } from 'zod';
import { type Clock, FlowRunner, type RunEvent, type RunnerServices } from '../../src/engine/index.ts';
import { FlowError, type FlowErrorKind } from '../../src/errors/index.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import { BaseExecutor, type ExecutionResult, type FlowContext, succeed } from '../../src/executors/index.ts';

/** Gives back what it is given, after as many turns of the event loop as it is told. */
export class Echo extends BaseExecutor<{ value?: unknown; turns: number }> {
  readonly name = 'echo';
  override readonly configSchema = z.object({
    value: z.unknown().optional(),
    turns: z.int().min(0).default(0),
  });

  async execute(
    _context: FlowContext,
    { value, turns }: { value?: unknown; turns: number },
  ): Promise<ExecutionResult> {
    for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
    return succeed({ value });
  }
}

/** Throws. */
export class Thrower extends BaseExecutor {
  readonly name = 'thrower';
  execute(): ExecutionResult {
    throw new RangeError('It broke.');
  }
}

/** Never ends by itself; tells when it was started. */
export class Sleeper extends BaseExecutor {
  readonly name = 'sleeper';
  execute(context: FlowContext): Promise<ExecutionResult> {
    context.emit({ asleep: true });
    return new Promise(() => {});
  }
}

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  private time = 1_000_000;
  private readonly timers = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.time + milliseconds, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of [...this.timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > this.time) continue;
      this.timers.delete(timer);
      timer.callback();
    }
  }

  /** A machine that sleeps: time goes on, and what is waited for does not come nearer. */
  sleep(milliseconds: number): void {
    this.time += milliseconds;
    for (const timer of this.timers) timer.at += milliseconds;
  }

  /** How many calls are waited for. */
  get waiting(): number {
    return this.timers.size;
  }
}

/** Fails with a code until it is called as often as it is told, over all attempts and items; then gives the count. */
export class Flaky extends BaseExecutor<{ fails: number; code: string; kind?: FlowErrorKind | undefined }> {
  readonly name = 'flaky';
  override readonly configSchema = z.object({
    fails: z.int(),
    code: z.string().default('shaky'),
    kind: z.enum(['user', 'config', 'network', 'resource', 'timeout', 'system']).optional(),
  });
  calls = 0;

  execute(
    context: FlowContext,
    { fails, code, kind }: { fails: number; code: string; kind?: FlowErrorKind | undefined },
  ): ExecutionResult {
    this.calls++;
    if (Number(context.metadata['attempt']) <= fails) {
      throw new FlowError(code, 'Not yet.', kind === undefined ? {} : { kind });
    }
    return succeed({ attempt: context.metadata['attempt'], calls: this.calls });
  }
}

/** Gives how often it was called. */
export class Counter extends BaseExecutor {
  readonly name = 'counter';
  calls = 0;
  execute(): ExecutionResult {
    return succeed({ calls: ++this.calls });
  }
}

/** Lets whatever is ready run. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

export function testRunner(services: Partial<RunnerServices> = {}): FlowRunner {
  const registry = builtinRegistry();
  registry.register('echo', Echo).register('thrower', Thrower).register('sleeper', Sleeper);
  registry.register('flaky', Flaky).register('counter', Counter);
  return new FlowRunner(registry, services);
}

/** A flow of echo steps: `{a: 'b c'}` is a step a that needs b and c. */
export function echoFlow(needs: Readonly<Record<string, string>>): string {
  const steps = Object.entries(needs).map(([name, list]) => {
    const before = list.split(' ').filter((need) => need !== '');
    const value = before.length === 0 ? name : before.map((need) => `{{ steps.${need}.value }}`).join('+');
    return `  - {name: ${name}, executor: echo, config: {value: "${value}"}}`;
  });
  return `name: echoes\nsteps:\n${steps.join('\n')}\n`;
}

/** The order of starts and ends, as `+a` and `-a`. */
export function orderOf(events: readonly RunEvent[]): string {
  return events
    .flatMap((event) => {
      if (event.type === 'step_started') return [`+${event.step}`];
      return event.type === 'step_succeeded' || event.type === 'step_failed' ? [`-${event.step}`] : [];
    })
    .join(' ');
}
