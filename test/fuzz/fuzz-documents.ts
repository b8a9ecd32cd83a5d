import fc from 'fast-check';
import { type Clock, FlowRunner } from '../../src/engine/index.ts';
import { DOCUMENT_START, FlowError } from '../../src/errors/index.ts';
import { builtinRegistry } from '../../src/executors/builtin.ts';
import {
  BaseExecutor,
  type ExecutionResult,
  type ExecutorRegistry,
  type FlowContext,
  fail,
  succeed,
} from '../../src/executors/index.ts';
import { MemoryFileStore, StoredFiles } from '../../src/storage/index.ts';
import { documents, documentWords } from './corpus.ts';
import { mutated } from './mutations.ts';
import { bearable, checkValue, type FuzzReport, guarded, type Tally } from './rules.ts';

/** Gives back what it is given. */
class Echo extends BaseExecutor {
  readonly name = 'echo';
  execute(_context: FlowContext, config: Record<string, unknown>): ExecutionResult {
    return succeed(config);
  }
}

class Fail extends BaseExecutor {
  readonly name = 'fail';
  execute(): ExecutionResult {
    return fail('It failed.');
  }
}

/** The executors that the fixtures name, as far as a document can tell them apart. */
const NAMES = ['echo', 'unique', 'sleep', 'whole_run', 'child', 'later', 'raw_source', 'shout'];

function registryForFuzz(): ExecutorRegistry {
  const registry = builtinRegistry().register('fail', Fail).register('flaky', Fail);
  for (const name of NAMES) registry.register(name, Echo);
  return registry;
}

/** Documents that run as they are: what a mutation makes of them may still. And, now and then, one that does not. */
function corpus(registry: ExecutorRegistry): string[] {
  const runner = new FlowRunner(registry);
  const all = documents();
  const sound = all.filter((text) => runner.loadFlow(text).runnable !== undefined);
  return [...sound, ...all.filter((_, place) => place % 10 === 0)];
}

/** Time passes as soon as nobody has anything else to do: a mutated delay of a year is no hang. */
class HastyClock implements Clock {
  private time = 1_700_000_000_000;
  now(): number {
    this.time += 0.01;
    return this.time;
  }
  after(milliseconds: number, callback: () => void): () => void {
    const timer = setImmediate(() => {
      this.time += milliseconds;
      callback();
    });
    return () => clearImmediate(timer);
  }
}

/** Who asks a person, or repeats itself without end, is cancelled after as many turns of the event loop. */
const PATIENCE_TURNS = 2000;
/** And how long it may then take, at least, to end. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Reads and runs mutated documents. Rejects with the smallest document that breaks a rule: a throw, a diagnostic
 * without a place, an error without a code, a second of processor time, a run without an end, a prototype reached.
 */
export async function fuzzDocuments(numRuns: number, seed: number): Promise<FuzzReport> {
  const tally: Tally = { runs: 0, parsed: 0, ran: 0, slowest: 0 };
  const registry = registryForFuzz();
  const files = new StoredFiles(new MemoryFileStore());
  await guarded(() =>
    fc.assert(
      fc.asyncProperty(mutated(corpus(registry), documentWords), async (text) => {
        tally.runs++;
        const runner = new FlowRunner(registry, { clock: new HastyClock(), files, random: () => 0.5 });
        const loaded = await bearable(tally, () => runner.loadFlow(text));
        for (const { code, message, span } of loaded.diagnostics) {
          if (code === undefined || message === '')
            throw new Error('A diagnostic without a code or a message.');
          if (!(span.line >= DOCUMENT_START.line && span.column >= 1))
            throw new Error('A diagnostic without a place.');
        }
        if (loaded.fault !== undefined) throw loaded.fault;
        if (!loaded.diagnostics.some(({ code }) => code === 'yaml_syntax')) tally.parsed++;
        if (loaded.runnable === undefined) return;
        tally.ran++;
        const inputs = Object.fromEntries(
          loaded.runnable.definition.inputs.map((input) => [input.name, sampleOf(input.type)]),
        );
        const result = await bearable(tally, () => endsInTime(runner, loaded, inputs));
        checkValue(result.outputs);
        for (const error of [result.error, ...Object.values(result.steps).map((step) => step.error)]) {
          if (error !== undefined && !(error instanceof FlowError))
            throw new Error('An error that is no FlowError.');
          if (error instanceof FlowError && error.kind === 'system' && error.cause instanceof TypeError)
            throw error;
        }
      }),
      { numRuns, seed, endOnFailure: false },
    ),
  );
  return { what: 'documents', seed, ...tally };
}

async function endsInTime(
  runner: FlowRunner,
  loaded: Parameters<FlowRunner['executeFlow']>[0],
  inputs: Record<string, unknown>,
) {
  const abort = new AbortController();
  let isOver = false;
  const run = runner.executeFlow(loaded, inputs, { signal: abort.signal }).finally(() => {
    isOver = true;
  });
  // A hash for the cache is made in a thread of its own, which a busy machine may keep waiting for many turns.
  const start = performance.now();
  const isEarly = (turn: number): boolean =>
    turn < 2 * PATIENCE_TURNS || performance.now() - start < PATIENCE_MILLISECONDS;
  for (let turn = 0; !isOver && isEarly(turn); turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (turn === PATIENCE_TURNS) abort.abort();
  }
  if (!isOver) throw new Error('The run went on after it was cancelled.');
  return run;
}

function sampleOf(type: string): unknown {
  switch (type) {
    case 'string':
      return 'some text';
    case 'integer':
      return 3;
    case 'float':
      return 0.5;
    case 'boolean':
      return true;
    case 'array':
      return ['a', 'b'];
    case 'object':
      return { a: 1 };
    default:
      return { content: 'text', filename: 'a.txt' };
  }
}
