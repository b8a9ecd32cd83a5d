import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../scripts/project.ts';
import { flowFolder } from '../cli/support/flow-folder.ts';

const { folder, file, read } = flowFolder();

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
      'name: f\nsteps:\n  - {name: a, executor: model_executor, config: {text: x, dtype: q2}}\n',
    );
    const { code, out, err } = await promptflow(['run', flow, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      success: false,
      error: { code: 'model_unavailable', step: 'a' },
    });
    expect(err).toContain(`${flow}:3:12 model_unavailable`);
    expect(err).toContain(
      [
        '3 |   - {name: a, executor: model_executor, config: {text: x, dtype: q2}}',
        '  |            ^',
        '',
      ].join('\n'),
    );
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
    [['run', 'flows/text-statistics/flow.yaml', '--answer', 'ok'], '--answer'],
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

describe('run with other flows, questions and traces', () => {
  const outer = (address: string, more = ''): string => `name: outer
inputs: [text]
steps:
  - name: sub
    executor: flow
    config: {flow: ${address}, inputs: {text: "{{ inputs.text }}"}}
outputs:
  - {name: loud, value: "{{ steps.sub.up.processed_text }}"}
${more}`;
  const inner = `name: inner
inputs: [text]
steps:
  - {name: up, executor: text_processor, config: {text: "{{ inputs.text }}"}}
`;
  const asking = `name: asking
steps:
  - name: ok
    executor: approval
    config: {message: Ship it?, form: [{name: comment}, {name: paper, type: file, required: false}]}
`;
  const text = ['--input', 'text=hello'];

  test('a flow below the folder of the flow is found, and what that one names from there', async () => {
    const flow = file('below/flow.yaml', outer('parts/middle.yaml'));
    file(
      'below/parts/middle.yaml',
      outer('./inner.yaml').replace('name: loud', 'name: up').replace('.processed_text', ''),
    );
    file('below/parts/inner.yaml', inner);
    const { code, out, err } = await promptflow(['run', flow, ...text]);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('✓ sub') });
    expect(JSON.parse(out)).toEqual({ loud: 'HELLO' });
  });

  test('a flow beside the folder needs a wider --root; without, both paths are told', async () => {
    const flow = file('apart/a/flow.yaml', outer('../other/flow.yaml'));
    const other = file('apart/other/flow.yaml', inner);
    expect(await promptflow(['run', flow, ...text, '--root', `${folder}/apart`])).toMatchObject({ code: 0 });
    const { code, out, err } = await promptflow(['run', flow, ...text, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).error).toMatchObject({
      code: 'flow_not_found',
      message: expect.stringContaining(`The flow ${other} is not there`),
    });
    expect(err).toContain(`${other} lies outside of ${folder}/apart/a`);
    expect(err).not.toContain('http:');
  });

  test('a fallback flow gives the outputs, as the text that the flow asks for', async () => {
    const flow = file(
      'falls/flow.yaml',
      `name: f
inputs: [text]
steps:
  - {name: a, executor: model_executor, config: {text: x, task: summarization}}
config:
  error_handling: {fallback_flow: other.yaml}
  output: {format: yaml}
`,
    );
    file('falls/other.yaml', `${inner}outputs: [{name: loud, value: "{{ steps.up.processed_text }}"}]\n`);
    expect(await promptflow(['run', flow, ...text])).toMatchObject({ code: 0, out: 'loud: HELLO\n' });
  });

  test('--answer answers the step, with a file too', async () => {
    const paper = file('paper.txt', 'paper');
    const flow = file('asking.yaml', asking);
    const answer = JSON.stringify({ comment: 'go', paper: { file: paper } });
    const { code, out, err } = await promptflow(['run', flow, '--answer', `ok=${answer}`]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: { approved: true, comment: 'go', paper: { name: 'paper.txt', size: 5 } },
    });
    expect(err).toContain('? ok asks: Ship it?');
  });

  test('a question that nobody answers cancels the run: 2, and how to answer', async () => {
    const { code, out, err } = await promptflow(['run', file('asking.yaml', asking), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ status: 'cancelled' });
    expect(err).toContain(`give --answer ok='{"comment": …}'`);
  });

  test('an answer that the form does not take: 2, and what it takes', async () => {
    const { code, err } = await promptflow(['run', file('asking.yaml', asking), '--answer', 'ok=yes']);
    expect(code).toBe(2);
    expect(err).toContain('Input "comment" is required');
  });

  test('--trace writes the calls of a run that failed as trace events', async () => {
    const flow = file(
      'traced.yaml',
      `name: traced
steps:
  - {name: a, executor: text_processor, config: {text: x}}
  - {name: b, executor: model_executor, config: {text: "{{ steps.a.processed_text }}", task: summarization}}
`,
    );
    const { code, err } = await promptflow(['run', flow, '--trace', `${folder}/trace.json`]);
    expect(code).toBe(1);
    expect(err).toContain(`Trace: ${folder}/trace.json`);
    const { traceEvents } = JSON.parse(read('trace.json'));
    expect(traceEvents).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'traced',
          ph: 'X',
          args: expect.objectContaining({ status: 'failed' }),
        }),
        expect.objectContaining({ name: 'a', args: expect.objectContaining({ status: 'succeeded' }) }),
        expect.objectContaining({
          name: 'b',
          args: expect.objectContaining({ error: 'model_unavailable' }),
        }),
      ]),
    );
  });
});

describe('validate', () => {
  test('good flows are told to be good', async () => {
    const { code, out } = await promptflow([
      'validate',
      'flows/text-statistics/flow.yaml',
      'flows/voice-note/flow.yaml',
    ]);
    expect({ code, out }).toEqual({ code: 0, out: 'no errors in 2 files\n' });
  });

  test('every fault of every flow is told with its place, and all are counted', async () => {
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
    expect(out).toMatch(/\n\d errors in 2 files\n$/);
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

  test('a sample may answer questions, and its flow may name others', async () => {
    const path = file(
      'team/flow.yaml',
      `name: team
steps:
  - {name: sub, executor: flow, config: {flow: parts/asks.yaml}}
outputs: [{name: who, value: "{{ steps.sub.who.name }}"}]
`,
    );
    file(
      'team/parts/asks.yaml',
      'name: asks\nsteps: [{name: who, executor: approval, config: {message: Who?, form: [{name: name}]}}]\n',
    );
    file('team/samples/one.inputs.yaml', 'inputs: {}\nanswers: {who: {name: Ada}}\n');
    file('team/samples/one.expected.yaml', 'outputs: {who: Ada}\n');
    file('team/samples/two.inputs.yaml', 'inputs: {}\n');
    file('team/samples/two.expected.yaml', 'status: succeeded\n');
    const { code, out } = await promptflow(['test', path]);
    expect(code).toBe(1);
    expect(out).toContain(`✓ ${path} one`);
    expect(out).toContain(`✗ ${path} two\n    Step "who" asks “Who?” and nobody is here to answer`);
  });
});
