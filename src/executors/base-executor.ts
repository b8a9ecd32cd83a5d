import { z } from 'zod';
import type { ExecutionResult } from './execution-result.ts';
import type { RunsIn } from './executor-description.ts';
import type { FlowContext } from './flow-context.ts';

// Compiled validators need eval, which a strict content security policy forbids.
z.config({ jitless: true });

/** For an executor that declares no schema: every config, every output. */
export const ANY_MAP = z.looseObject({});

/**
 * One AI capability or one piece of processing. `execute` gets a config that the schema has checked and filled with
 * its defaults; it may throw: the engine catches, times, and measures in one place for all executors.
 *
 * @example
 * class Greeter extends BaseExecutor<{ name: string }, { greeting: string }> {
 *   readonly name = 'greeter';
 *   override readonly configSchema = z.object({ name: z.string() });
 *   execute(_context: FlowContext, { name }: { name: string }) {
 *     return succeed({ greeting: `Hello, ${name}` });
 *   }
 * }
 */
export abstract class BaseExecutor<Config = Record<string, unknown>, Outputs = Record<string, unknown>> {
  /** By this name flows call it. */
  abstract readonly name: string;
  readonly version: string = '1.0.0';
  /** One sentence for lists and docs pages. */
  readonly description: string = '';
  /**
   * Types, ranges, defaults and descriptions of the config's keys. A key with `.meta({ deferred: true })` is rendered
   * by the step itself (`context.render`), with `item` and `index` at hand; a list of names in place of true says which
   * others are. One with `.meta({ raw: true })` is never rendered, one with `.meta({ raw: 'map' })` where it is a map.
   * One with `.meta({ configOf: 'executor' })` is the config of the executor that the key `executor` names, and is
   * checked as that executor's own.
   */
  readonly configSchema: z.ZodType<Config> = ANY_MAP as unknown as z.ZodType<Config>;
  readonly outputSchema: z.ZodType<Outputs> = ANY_MAP as unknown as z.ZodType<Outputs>;
  readonly runsIn: RunsIn = 'engine';
  /** Whether it reads the whole run: it then waits for every step that does not wait for it. */
  readonly readsRun: boolean = false;
  /** For an executor of the page's author: the module that a worker of the pool loads it from. */
  readonly moduleUrl?: string;

  /** Names of steps that a config mentions outside of templates. The step waits for them; `context.run` holds them. */
  references(_config: Readonly<Record<string, unknown>>): readonly string[] {
    return [];
  }

  abstract execute(
    context: FlowContext,
    config: Config,
  ): ExecutionResult<Outputs> | Promise<ExecutionResult<Outputs>>;
}

/** Any executor, whatever its config and outputs: what a registry holds. */
// biome-ignore lint/suspicious/noExplicitAny: a method's parameters are checked both ways; unknown would shut every executor out.
export type AnyExecutor = BaseExecutor<any, any>;
