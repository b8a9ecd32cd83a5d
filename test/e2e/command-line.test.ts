import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.ts';

const folder = mkdtempSync(join(tmpdir(), 'promptflow-cli-'));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as a user does; `whileRunning` is called with each line on standard error. */
function promptflow(
  args: readonly string[],
  whileRunning: (err: string, interrupt: () => void) => void = () => {},
) {
  return new Promise<Ended>((resolve) => {
    const child = spawn('npm', ['run', '-s', 'promptflow', '--', ...args], {
      cwd: projectFolder,
      detached: true,
    });
    let out = '';
    let err = '';
    // As Ctrl-C does: to every process of the group.
    const interrupt = (): void => void process.kill(-(child.pid ?? 0), 'SIGINT');
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
      whileRunning(err, interrupt);
    });
    // A shell calls the end by Ctrl-C 130.
    child.on('close', (code, signal) => resolve({ code: signal === 'SIGINT' ? 130 : code, out, err }));
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('run', () => {
  test('text-statistics succeeds, with JSON alone on standard output', async () => {
    const { code, out, err } = await promptflow([
      ...['run', 'flows/text-statistics/flow.yaml'],
      ...['--input', 'text=hello world', '--json'],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ success: true, outputs: { characters: 11, words: 2 } });
    expect(err).toContain('✓ words');
  });

  test("the guide's integration test: a step named process gives HELLO WORLD", async () => {
    const flow = file(
      'guide.yaml',
      `name: test_flow
inputs:
  - {name: text, type: string, required: true}
steps:
  - name: process
    executor: text_processor
    config: {text: "{{ inputs.text }}", operation: uppercase}
`,
    );
    const inputs = file('inputs.json', '{"text": "hello world"}');
    const { code, out } = await promptflow(['run', flow, '--inputs', inputs, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).outputs.process.processed_text).toBe('HELLO WORLD');
  });

  test('a file goes in with @, and an outputs list comes out without --json', async () => {
    const { code, out } = await promptflow([
      ...['run', 'flows/voice-note/flow.yaml'],
      ...[
        '--input',
        'recording=@flows/voice-note/samples/jfk.wav',
        '--input',
        'topics=["politics","cooking"]',
      ],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ words: 22, topic: 'politics', recording: { name: 'jfk.wav' } });
  });

  test('a run that fails ends with 1 and says where', async () => {
    const flow = file(
      'fails.yaml',
      'name: f\nsteps:\n  - {name: a, executor: model_executor, config: {text: x}}\n',
    );
    const { code, out, err } = await promptflow(['run', flow, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      success: false,
      error: { code: 'model_unavailable', step: 'a' },
    });
    expect(err).toContain(`${flow}:3:12 model_unavailable`);
  });

  test('a device that is not there is told', async () => {
    const config = '{text: x, task: feature-extraction, device: webgpu}';
    const flow = file(
      'webgpu.yaml',
      `name: f\nsteps:\n  - {name: a, executor: model_executor, config: ${config}}\n`,
    );
    const { code, out } = await promptflow(['run', flow, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).error.code).toBe('device_unavailable');
  });

  test('a flow that is wrong ends with 2, its faults with line and column', async () => {
    const flow = file('wrong.yaml', 'name: f\nsteps:\n  - {name: a, executor: nobody}\n');
    const { code, out, err } = await promptflow(['run', flow, '--json']);
    expect(code).toBe(2);
    expect(err).toContain(`${flow}:3:25 unknown_executor`);
    expect(JSON.parse(out)).toMatchObject({ success: false, error: { code: 'invalid_flow' } });
  });

  test('an input that is wrong ends with 2, all of them told', async () => {
    const args = [
      'run',
      'flows/voice-note/flow.yaml',
      '--input',
      'topics=[1]',
      '--input',
      'more=1',
      '--json',
    ];
    const { code, out, err } = await promptflow(args);
    expect(code).toBe(2);
    const { error } = JSON.parse(out);
    expect(error.code).toBe('invalid_inputs');
    expect(
      error.diagnostics.map(({ code: fault, input }: { code: string; input: string }) => [input, fault]),
    ).toEqual([
      ['recording', 'input_missing'],
      ['topics', 'input_out_of_range'],
      ['topics', 'input_wrong_type'],
      ['more', 'input_unknown'],
    ]);
    expect(err).toMatch(/flow\.yaml:\d+:\d+ input_missing/);
  });

  test.each([
    [['run', 'nowhere.yaml'], 'nowhere.yaml'],
    [['run'], 'one flow'],
    [['run', 'flows/text-statistics/flow.yaml', '--device', 'abacus'], 'abacus'],
    [['run', 'flows/text-statistics/flow.yaml', '--colour', 'red'], '--colour'],
    [['fly'], 'fly'],
    [[], 'promptflow'],
  ])('%j is an error of usage: 2, and nothing on standard output', async (args, named) => {
    const { code, out, err } = await promptflow(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(named);
  });

  test('Ctrl-C cancels the run and ends with 130', async () => {
    let interrupted = false;
    const { code, out } = await promptflow(
      [
        'run',
        'flows/voice-note/flow.yaml',
        '--input',
        'recording=@flows/voice-note/samples/jfk.wav',
        '--json',
      ],
      (err, interrupt) => {
        if (interrupted || !err.includes('transcript …')) return;
        interrupted = true;
        interrupt();
      },
    );
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({
      status: 'cancelled',
      error: { message: 'The run was cancelled.' },
      steps: { transcript: { status: 'cancelled' } },
    });
  });
});

describe('validate', () => {
  test('good flows are told to be good', async () => {
    const { code, out } = await promptflow([
      'validate',
      'flows/text-statistics/flow.yaml',
      'flows/voice-note/flow.yaml',
    ]);
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(2);
  });

  test('every fault of every flow is told as file:line:column code message', async () => {
    const cycle = file(
      'cycle.yaml',
      'name: f\nsteps:\n  - {name: a, executor: text_processor, depends_on: [b], config: {text: x}}\n  - {name: b, executor: text_processor, depends_on: [a], config: {text: "{{ inputs.y }}"}}\n',
    );
    const broken = file('broken.yaml', 'name: [f\nsteps: []\n');
    const { code, out } = await promptflow(['validate', cycle, broken]);
    expect(code).toBe(2);
    expect(out).toMatch(/cycle\.yaml:3:12 cycle .*a.*b/);
    expect(out).toMatch(/cycle\.yaml:4:\d+ undefined_reference/);
    expect(out).toMatch(/broken\.yaml:\d+:\d+ yaml_syntax/);
  });
});

describe('test', () => {
  const flow = `name: mine
inputs: [text]
steps: [{name: up, executor: text_processor, config: {text: "{{ inputs.text }}"}}]
`;
  const sample = (name: string, text: string): void => {
    file(`mine/samples/${name}.inputs.yaml`, `title: ${name}\ninputs: {text: ${text}}\n`);
    file(`mine/samples/${name}.expected.yaml`, 'outputs: {up: {processed_text: ONE}}\n');
  };

  test("a user's own flow is held against its expected files", async () => {
    mkdirSync(join(folder, 'mine', 'samples'), { recursive: true });
    const path = file('mine/flow.yaml', flow);
    sample('right', 'one');
    expect(await promptflow(['test', path])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 passed, 0 failed'),
    });
    sample('wrong', 'two');
    const { code, out } = await promptflow(['test', path]);
    expect(code).toBe(1);
    expect(out).toContain('1 passed, 1 failed');
    expect(out).toContain('outputs.up.processed_text: expected "ONE", got "TWO"');
  });
});
