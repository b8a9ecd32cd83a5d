import { parseArgs } from 'node:util';
import type { Device } from '../executors/index.ts';
import type { CommandLine } from './command-line.ts';
import { EXIT, exitCodeOfThrown, UsageError } from './exit-codes.ts';
import { runCommand } from './run-command.ts';
import { testCommand } from './test-command.ts';
import { validateCommand } from './validate-command.ts';

const HELP = `npm run promptflow -- run FLOW [--input name=value | --input name=@file]… [--inputs FILE.json]
                          [--device wasm|webgpu] [--json]
npm run promptflow -- validate FLOW…
npm run promptflow -- test [FLOW…]

FLOW is the path of a flow.yaml. With --json, run prints the whole result, alone on standard output;
without, the flow's outputs. Exit codes: 0 succeeded, 1 the run failed, 2 the flow or an input is wrong,
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
    case 'validate': {
      const paths = positionalsOf(rest);
      if (paths.length === 0) throw new UsageError('validate takes the paths of flows.');
      return validateCommand(paths, line);
    }
    case 'test':
      return testCommand(positionalsOf(rest), line);
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
  const { values, positionals } = parsed(args);
  const [flow, ...others] = positionals;
  if (flow === undefined || others.length > 0) throw new UsageError('run takes the path of one flow.');
  const { input = [], inputs, json = false } = values;
  return runCommand({ flow, input, inputs, json, device: deviceOf(values.device) }, line);
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        input: { type: 'string', multiple: true },
        inputs: { type: 'string' },
        device: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

function positionalsOf(args: readonly string[]): string[] {
  const option = args.find((arg) => arg.startsWith('-'));
  if (option !== undefined) throw new UsageError(`There is no option "${option}" here.`);
  return [...args];
}

function deviceOf(name: string | undefined): Device | undefined {
  if (name === undefined || name === 'auto' || name === 'wasm' || name === 'webgpu') return name;
  throw new UsageError(`--device takes wasm or webgpu, and got "${name}".`);
}
