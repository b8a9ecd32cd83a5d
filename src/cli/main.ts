import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Device } from '../executors/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, exitCodeOfThrown, UsageError } from './exit-codes.ts';
import { runCommand } from './run-command.ts';
import { testCommand } from './test-command.ts';
import { validateCommand } from './validate-command.ts';

const HELP = `npm run promptflow -- run FLOW [--input name=value | --input name=@file]… [--inputs FILE.json]
                          [--answer STEP=yes | --answer STEP=JSON]… [--root FOLDER]
                          [--device wasm|webgpu] [--trace FILE.json] [--json]
npm run promptflow -- validate FLOW… [--format full|short]
npm run promptflow -- test [FLOW…] [--root FOLDER]

FLOW is the path of a flow.yaml. With --json, run prints the whole result, alone on standard output;
without, the flow's outputs. Exit codes: 0 succeeded, 1 the run failed, 2 the flow, an input or an answer is wrong,
3 no browser or no build, 130 cancelled.`;

/** Runs one command and gives its exit code. Throws nothing. */
export async function main(args: readonly string[], line: CommandLine): Promise<number> {
  try {
    return await dispatch(args, line);
  } catch (thrown) {
    line.err(thrown instanceof Error ? thrown.message : String(thrown));
    return exitCodeOfThrown(thrown);
  }
}

async function dispatch(args: readonly string[], line: CommandLine): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case 'run':
      return run(rest, line);
    case 'validate':
      return validate(rest, line);
    case 'test': {
      const { values, positionals } = parsed(rest, { root: { type: 'string' } });
      return testCommand(positionals, { root: values.root }, line);
    }
    case 'help':
    case '--help':
    case '-h':
      line.out(HELP);
      return EXIT.succeeded;
    default:
      throw new UsageError(command === undefined ? HELP : `There is no command "${command}".\n\n${HELP}`);
  }
}

function run(args: readonly string[], line: CommandLine): Promise<number> {
  const { values, positionals } = parsed(args, {
    input: { type: 'string', multiple: true },
    inputs: { type: 'string' },
    answer: { type: 'string', multiple: true },
    root: { type: 'string' },
    device: { type: 'string' },
    trace: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [flow, ...others] = positionals;
  if (flow === undefined || others.length > 0) throw new UsageError('run takes the path of one flow.');
  const { input = [], inputs, answer = [], root, trace, json = false } = values;
  const device = deviceOf(values.device);
  return runCommand({ flow, input, inputs, answer, root, device, trace, json }, line);
}

function validate(args: readonly string[], line: CommandLine): Promise<number> {
  const { values, positionals } = parsed(args, { format: { type: 'string' } });
  if (positionals.length === 0) throw new UsageError('validate takes the paths of flows.');
  const { format = 'full' } = values;
  if (format === 'full' || format === 'short') return validateCommand(positionals, format, line);
  throw new UsageError(`--format takes full or short, and got "${format}".`);
}

type Options = NonNullable<ParseArgsConfig['options']>;

function parsed<Named extends Options>(args: readonly string[], options: Named) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

function deviceOf(name: string | undefined): Device | undefined {
  if (name === undefined || name === 'auto' || name === 'wasm' || name === 'webgpu') return name;
  throw new UsageError(`--device takes wasm or webgpu, and got "${name}".`);
}
