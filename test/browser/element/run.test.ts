import { describe, expect, it } from 'vitest';
import type { FlowResult } from '../../../src/engine/state/flow-result.ts';
import type { RunEvent } from '../../../src/engine/state/run-event.ts';
import { FlowError } from '../../../src/errors/index.ts';
import type { Script, ScriptedFlow } from '../../element/harness/scripted-engine.ts';
import { faultyText, scenes, wait } from '../../element/harness/scripts.ts';
import { find, findAll, mount, settled, textOf } from './mount.ts';

function scene(name: string): ScriptedFlow {
  const flow = scenes[name];
  if (flow === undefined) throw new Error(`No scene ${name}.`);
  return flow;
}

const states = (element: HTMLElement): string[] => findAll(element, '.step .word').map(textOf);

describe('a run', () => {
  it('shows a model that loads with its bytes, and what has come so far; Cancel ends it', async () => {
    const { element } = await mount(scene('running'));
    find(element, 'button.primary').click();
    await expect.poll(() => findAll(element, '.partial').length).toBe(1);
    const bar = find(element, '[role=progressbar]');
    expect(bar.getAttribute('aria-valuetext')).toBe('Loading Xenova/whisper-tiny — 12.3 of 43.8 MB');
    expect(bar.getAttribute('aria-valuenow')).toBe('28');
    expect(findAll(find(element, '.partial'), 'p').map(textOf).at(-1)).toBe(
      'And so, my fellow Americans, ask not what your c',
    );
    expect(states(element)).toEqual(['Running', 'Waiting', 'Waiting', 'Waiting']);
    find(element, 'button.cancel').click();
    await expect.poll(() => textOf(find(element, '.outcome'))).toContain('Cancelled');
    expect(findAll(element, 'button.cancel')).toHaveLength(0);
  });

  it('ends with its outputs, each by its kind, and says so to the page', async () => {
    const { element } = await mount(scene('voice'));
    const events: RunEvent['type'][] = [];
    const results: FlowResult[] = [];
    document.addEventListener('run-event', (event) => events.push(event.detail.type));
    document.addEventListener('run-finished', (event) => results.push(event.detail), { once: true });
    const result = await element.run();
    await settled(element);
    expect(results).toEqual([result]);
    expect(events[0]).toBe('run_started');
    expect(events.at(-1)).toBe('run_finished');
    const panel = find(element, '.result');
    expect(findAll(panel, 'dt').slice(0, 4).map(textOf)).toEqual([
      'recording',
      'transcript',
      'words',
      'topics',
    ]);
    await expect.poll(() => findAll(panel, 'audio').length).toBe(1);
    expect(findAll(panel, '.labels li').map(textOf)[0]).toBe('politics (best) 74.2%');
    expect(findAll(element, 'figure.vector').map(textOf)).toEqual([
      '384 numbers 0, 0.0991, -0.0255, -0.0921, …',
    ]);
    expect(states(element)).toEqual(['Done', 'Done', 'Done', 'Done']);
  });

  it('shows an error in the step where it happened, and runs again afterwards', async () => {
    const { element, engine } = await mount(scene('failed'));
    await element.run();
    await settled(element);
    expect(states(element)).toEqual(['Done', 'Cancelled', 'Failed', 'Skipped']);
    const error = find(find(element, '.step.failed'), '.flow-error');
    expect(textOf(error)).toContain('No model "mistral" is at hand');
    expect(textOf(error)).toContain('At hand for this task');
    expect(textOf(error)).toContain('model_unavailable');
    expect(textOf(error)).toContain('404 at models/mistral/config.json');
    expect(textOf(find(element, '.step.skipped'))).toContain('It reads step "topic", which failed.');
    engine.flow = scene('voice');
    await element.run();
    await settled(element);
    expect(states(element)).toEqual(['Done', 'Done', 'Done', 'Done']);
    expect(findAll(element, '.flow-error')).toHaveLength(0);
  });

  it('tells when the engine died in the middle, and is usable after', async () => {
    const { element, engine } = await mount(scene('dead'));
    const result = await element.run();
    await settled(element);
    expect(result.error?.code).toBe('engine_unresponsive');
    expect(textOf(find(element, '.result'))).toContain('The engine stopped answering');
    expect(states(element)).toEqual(['Stopped', 'Not started', 'Not started', 'Not started']);
    engine.flow = scene('voice');
    expect((await element.run()).success).toBe(true);
  });

  it('shows an engine that could not be reached at all', async () => {
    const breaks = new FlowError('device_unavailable', 'The graphics processor went away.');
    const { element } = await mount({ inspection: scene('voice').inspection, breaks });
    await element.run();
    await settled(element);
    expect(textOf(find(element, '.result'))).toContain('The graphics processor went away.');
  });

  it('goes on once, however often it is asked for', async () => {
    const { element, engine } = await mount(scene('voice'));
    const finished: FlowResult[] = [];
    element.addEventListener('run-finished', (event) => finished.push(event.detail));
    const [first, second] = await Promise.all([element.run(), element.run()]);
    expect(second).toBe(first);
    expect(engine.given).toHaveLength(1);
    expect(finished).toHaveLength(1);
  });

  it('draws once a frame, however many events come', async () => {
    const flood: Script = async (tell) => {
      const steps = [{ name: 'transcribe', executor: 'model_executor' }];
      tell({ type: 'run_started', executionId: 'x', flow: 'f', steps, time: Date.now() });
      tell({ type: 'step_started', step: 'transcribe', attempt: 1, time: Date.now() });
      for (let loaded = 0; loaded < 5000; loaded++) {
        tell({ type: 'step_progress', step: 'transcribe', progress: { phase: 'run', loaded, total: 5000 } });
        // Each event comes in a task or microtask of its own, as messages do.
        await (loaded % 500 === 0 ? wait(1) : Promise.resolve());
      }
      tell({ type: 'run_finished', status: 'succeeded', outputs: {}, executionTime: 1, time: Date.now() });
    };
    const { element } = await mount({ inspection: scene('voice').inspection, script: flood });
    let drawn = 0;
    const watch = new MutationObserver(() => drawn++);
    const running = element.run();
    await settled(element);
    const step = find(element, 'prompt-flow-step');
    if (step.shadowRoot !== null)
      watch.observe(step.shadowRoot, { subtree: true, childList: true, characterData: true });
    await running;
    await settled(element);
    watch.disconnect();
    expect(drawn).toBeLessThan(60);
  });

  it('forgets the events of a run that was replaced by another flow', async () => {
    const { element } = await mount(scene('running'));
    void element.run();
    await expect.poll(() => findAll(element, '.partial').length).toBe(1);
    element.source = 'name: another';
    await settled(element);
    await settled(element);
    expect(findAll(element, '.step.planned')).toHaveLength(4);
  });
});

describe('faults of the text', () => {
  it('stand with their place and line, beside their step, and block Run', async () => {
    const { element, engine } = await mount(scene('faulty'), (each) => {
      each.source = faultyText;
    });
    const [first] = findAll(element, '.diagnostics.error li').map(textOf);
    expect(first).toContain('6:15 unknown_executor');
    expect(first).toContain('Did you mean "zero_shot_classifier"?');
    const excerpt = find(element, '.excerpt');
    const lines = excerpt.textContent.split('\n');
    expect(lines[0]).toContain('executor: zero_shot_classifer');
    expect(textOf(find(element, '.diagnostics.warning'))).toContain('10:7 unknown_config_key');
    const [step] = findAll(element, 'prompt-flow-step');
    expect(step === undefined ? [] : findAll(step, '.step-diagnostic')).toHaveLength(3);
    const button = find(element, 'button.primary');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
    await settled(element);
    expect(engine.given).toHaveLength(0);
  });

  it('of an address that leads nowhere are told, with a way to try again', async () => {
    document.body.replaceChildren();
    const element = document.createElement('prompt-flow');
    element.src = 'flows/nowhere/flow.yaml';
    document.body.append(element);
    await expect
      .poll(() => findAll(element, '[role=alert]').map(textOf).join())
      .toContain('There is no flow at');
    expect(textOf(find(element, 'button'))).toBe('Try again');
  });
});
