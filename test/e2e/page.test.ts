import type { Browser, Locator, Page } from 'playwright';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { findBrowser } from '../../src/cli/browser/find-browser.ts';
import { launchOptions } from '../../src/cli/browser/launch.ts';
import type { RunEvent } from '../../src/engine/index.ts';
import { longestWork } from './main-thread-tasks.ts';

/** The page as a user meets it: real engine, real models, the built site. */
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  const executablePath = await findBrowser();
  if (executablePath === undefined) throw new Error('There is no browser.');
  browser = await chromium.launch(launchOptions({ executablePath }));
  page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(inject('siteUrl'));
});

afterAll(() => browser.close());

const element = (): Locator => page.locator('prompt-flow');
const runButton = (): Locator => element().getByRole('button', { name: /^Run/ });
const sample = (name: string): Locator => element().getByRole('button', { name });
const result = (): Locator => element().getByRole('region', { name: 'Result' });
const stepView = (name: string): Locator => element().getByRole('article', { name: `Step ${name}` });
const faults = (): Locator => element().getByRole('region', { name: 'Faults of the flow' });
/** Presses Run and waits for the run's own end: a result that is still on the page is of the run before. */
async function runToEnd(): Promise<string> {
  const ended = element().evaluate(
    (target) =>
      new Promise<string>((resolve) => {
        target.addEventListener('run-finished', (event) => resolve((event as CustomEvent).detail.status), {
          once: true,
        });
      }),
  );
  await runButton().click();
  return ended;
}

const finished = (status: string): Promise<void> => result().getByText(status, { exact: true }).waitFor();

async function open(flow: string): Promise<void> {
  // A change of the hash alone would not load the page anew.
  await page.goto('about:blank');
  await page.goto(`${inject('siteUrl')}#/flows/${flow}`);
  await runButton().waitFor();
}

test('the gallery shows every flow and opens one', async () => {
  await page.goto(inject('siteUrl'));
  for (const name of ['Text statistics', 'Message triage', 'Voice note']) {
    await page.getByRole('link', { name: new RegExp(name, 'i') }).waitFor();
  }
  await page.getByRole('link', { name: /Text statistics/i }).click();
  await runButton().waitFor();
  expect(new URL(page.url()).hash).toBe('#/flows/text-statistics');
  await page.goBack();
  await page.getByRole('link', { name: /Voice note/i }).waitFor();
});

describe('a flow, from a sample to its result', () => {
  test('text-statistics', async () => {
    await open('text-statistics');
    await element().getByRole('textbox').first().fill('hello world');
    expect(await runToEnd()).toBe('succeeded');
    await finished('Succeeded');
    await result().getByText('reading_minutes', { exact: true }).waitFor();
  });

  test('message-triage', async () => {
    await open('message-triage');
    await sample('Charged twice').click();
    expect(await runToEnd()).toBe('succeeded');
    await finished('Succeeded');
    await result().getByText('billing', { exact: true }).first().waitFor();
  });

  test('voice-note: the transcript, and the recording to listen to', async () => {
    await open('voice-note');
    await sample('Kennedy, 1961').click();
    await element().locator('audio').first().waitFor();
    expect(await runToEnd()).toBe('succeeded');
    await finished('Succeeded');
    await result()
      .getByText(/ask not what your country can do for you/)
      .first()
      .waitFor();
    const players = element().locator('audio');
    await expect.poll(() => players.count()).toBe(2);
    const duration = () => players.last().evaluate((audio: HTMLAudioElement) => audio.duration);
    await expect.poll(duration).toBeCloseTo(11, 1);
  });

  test('while it runs, bytes of the model and the growing transcript reach the page', async () => {
    await open('voice-note');
    await element().locator('audio').first().waitFor();
    const events = await element().evaluateHandle((target) => {
      const seen: RunEvent[] = [];
      target.addEventListener('run-event', (event) => seen.push((event as CustomEvent<RunEvent>).detail));
      return seen;
    });
    expect(await runToEnd()).toBe('succeeded');
    const seen = await events.jsonValue();
    const bytes = seen.flatMap((event) =>
      event.type === 'step_progress' && event.step === 'transcript' && event.progress.unit === 'bytes'
        ? [event.progress.loaded ?? 0]
        : [],
    );
    expect(bytes.length).toBeGreaterThan(3);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
    expect(bytes.at(-1)).toBeGreaterThan(40_000_000);
    const texts = seen.flatMap((event) =>
      event.type === 'step_partial' ? [(event.partial['predictions'] as { text: string }).text] : [],
    );
    expect(texts.length).toBeGreaterThan(3);
    for (const [index, text] of texts.entries()) expect(text.startsWith(texts[index - 1] ?? '')).toBe(true);
  });

  test('cancelling stops it, and it runs again', async () => {
    await open('voice-note');
    await sample('Kennedy, 1961').click();
    await element().locator('audio').first().waitFor();
    await runButton().click();
    await element().getByRole('button', { name: 'Cancel' }).click();
    await finished('Cancelled');
    expect(await runToEnd()).toBe('succeeded');
    await finished('Succeeded');
  });
});

test('while voice-note runs, the page has no long task that an idle page does not have', async () => {
  const rounds: { longTasks: number[]; longestWork: number }[] = [];
  // Each round starts cold, with the models to load.
  for (let round = 0; round < 3; round++) {
    await open('voice-note');
    await element().locator('audio').first().waitFor();
    await page.waitForTimeout(1000);
    const started = Date.now();
    let running: number[] = [];
    const worked = await longestWork(browser, page, async () => {
      running = await observeLongTasks(page, async () => expect(await runToEnd()).toBe('succeeded'));
    });
    const idle = await observeLongTasks(page, () => page.waitForTimeout(Date.now() - started));
    if (running.length <= idle.length) return;
    rounds.push({ longTasks: running, longestWork: worked });
  }
  // A machine that is busy elsewhere takes the page's core away, which looks like a long task.
  // What the page itself did then tells: work of its own as long as that is a long task on any machine.
  for (const round of rounds) expect(round.longestWork, JSON.stringify(rounds)).toBeLessThan(50);
  // Up to four rounds that each load the models cold: a busy machine needs its time.
}, 600_000);

/** The page's tasks of over 50 ms while something goes on, in milliseconds each. */
async function observeLongTasks(target: Page, work: () => Promise<unknown>): Promise<number[]> {
  const handle = await target.evaluateHandle(() => {
    const seen: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(Math.round(entry.duration));
    });
    observer.observe({ type: 'longtask' });
    return { seen, observer };
  });
  await work();
  await target.waitForTimeout(200);
  return handle.evaluate(({ seen, observer }) => {
    observer.disconnect();
    return seen;
  });
}

test('a long task would be seen', async () => {
  const seen = await observeLongTasks(page, () =>
    page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            const end = performance.now() + 120;
            while (performance.now() < end);
            resolve();
          }, 0);
        }),
    ),
  );
  expect(seen.length).toBeGreaterThan(0);
});

describe('bad input is told where it belongs, and the next run succeeds', () => {
  const good = 'name: good\nsteps:\n  - {name: a, executor: text_processor, config: {text: works again}}\n';

  async function show(source: string): Promise<void> {
    await element().evaluate((target, text) => Object.assign(target, { source: text }), source);
  }

  async function thenRunsAgain(): Promise<void> {
    await show(good);
    expect(await runToEnd()).toBe('succeeded');
    await result().getByText('WORKS AGAIN').first().waitFor();
  }

  const step = (rest: string): string => `name: f\nsteps:\n  - {name: a, ${rest}}\n`;

  test.each([
    ['YAML that does not parse', 'name: [f\nsteps: []\n', 'yaml_syntax'],
    ['no steps', 'name: f\n', 'missing_key'],
    ['an unknown executor', step('executor: nobody'), 'unknown_executor'],
    [
      'a cycle',
      step(
        'executor: text_processor, depends_on: [b], config: {text: x}}\n  - {name: b, executor: text_processor, depends_on: [a], config: {text: x}',
      ),
      'cycle',
    ],
    [
      'an undefined reference',
      step('executor: text_processor, config: {text: "{{ steps.b.x }}"}'),
      'undefined_reference',
    ],
    [
      'a config key out of range',
      step('executor: text_processor, config: {text: x, operation: chunk, chunk: {size: 0}}'),
      'invalid_config',
    ],
  ])('%s', async (_, source, code) => {
    await open('text-statistics');
    await show(source);
    await faults().getByText(code).first().waitFor();
    await thenRunsAgain();
  });

  test('a missing input and a wrong one, both at once, beside their fields', async () => {
    await open('voice-note');
    await element().getByRole('button', { name: 'Remove' }).click();
    await element().getByRole('textbox').first().fill('only one');
    await runButton().click();
    await element().getByText('Input "recording" is required').waitFor();
    await element().getByText('Input "topics" has to have at least 2 items').waitFor();
    await thenRunsAgain();
  });

  test('a model that is not there', async () => {
    await open('text-statistics');
    await show(
      step(
        'executor: model_executor, config: {text: x, task: feature-extraction, model_name: Xenova/all-MiniLM-L6-v9}',
      ),
    );
    expect(await runToEnd()).toBe('failed');
    await stepView('a').getByText('model_unavailable').first().waitFor();
    await stepView('a')
      .getByText(/Did you mean Xenova\/all-MiniLM-L6-v2/)
      .first()
      .waitFor();
    await thenRunsAgain();
  });

  test('an output that is not there, with the step that reads it', async () => {
    await open('text-statistics');
    await show(
      'name: f\nsteps:\n  - {name: a, executor: text_processor, config: {text: x}}\n  - {name: b, executor: text_processor, config: {text: "{{ steps.a.procesed_text }}"}}\n',
    );
    expect(await runToEnd()).toBe('failed');
    await stepView('b').getByText('undefined_name').first().waitFor();
    await thenRunsAgain();
  });

  test('a file that is no audio', async () => {
    await open('voice-note');
    await element().getByRole('button', { name: 'Remove' }).click();
    await element()
      .getByLabel('Recording')
      .setInputFiles({ name: 'note.wav', mimeType: 'audio/wav', buffer: Buffer.from('not a sound') });
    expect(await runToEnd()).toBe('failed');
    await stepView('transcript').getByText('audio_unreadable').first().waitFor();
    await thenRunsAgain();
  });
});

test('none of this made the page complain in its console', () => {
  expect(problems).toEqual([]);
});
