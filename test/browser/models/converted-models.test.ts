import { expect, test } from 'vitest';
import answers from '../../fixtures/converted-models/answers.json';
import { goldenPhoto } from './support/golden-photo.ts';
import { makeHost } from './support/make-host.ts';

/** The converted models in the page: what a step gets that names a task and no model. */
const { host } = makeHost();

interface Written {
  readonly text: string;
  readonly finish_reason: string;
  readonly usage: { readonly prompt_tokens: number };
}

async function write(text: string, max_new_tokens: number): Promise<Written> {
  const { output, model } = await host.run({ task: 'text-generation' }, text, {
    options: { max_new_tokens },
  });
  expect(model).toBe('promptflow/stories15M');
  return (output as [Written])[0];
}

test('stories15M goes on with a story', async () => {
  const story = answers.stories[0];
  expect(story?.text).toBe('Once upon a time, there was a little girl named Lily.');
  const answer = await write('Once upon a time, there was a little girl named Lily.', 30);
  // The model was trained on texts that begin with a token for their beginning, as the original was given.
  expect(answer.usage.prompt_tokens).toBe(story?.given);
  // What the original goes on with, word by word.
  expect(answer.text).toBe(
    ' She loved to play outside in the sunshine. One day, she saw a big, red ball in the sky. It was the sun!',
  );
});

test('it knows when a story is at its end', async () => {
  const answer = await write('They all lived happily ever after. The end.', 40);
  expect(answer).toMatchObject({ text: '', finish_reason: 'stop' });
});

test('mobilenet-v1 says what a photo shows, by its labels', async () => {
  const photo = await (await fetch('/flows/find-objects/samples/harbour.jpg')).blob();
  const { output, model } = await host.run({ task: 'image-classification' }, new File([photo], 'a.jpg'), {
    options: { top_k: 3 },
  });
  expect(model).toBe('promptflow/mobilenet-v1');
  const [best] = output as readonly { readonly label: string; readonly score: number }[];
  expect(output).toHaveLength(3);
  expect(best).toMatchObject({ label: 'dock' });
});

/** Of the committed model against the original, of any share: see docs/proofs/converted-models.md. */
const SHARE_DIFFERENCE = 0.1;

test('mobilenet-v1 is as sure of it as the original, on the same pixels', async () => {
  const { logits } = answers.mobilenet.find(({ photo }) => photo === 'harbour') ?? { logits: [] };
  const shares = sharesOf(logits);
  const config: { id2label: Record<string, string> } = await (
    await fetch('/models/promptflow/mobilenet-v1/config.json')
  ).json();
  // So large that the page makes it no smaller, and cuts out of it what the original has seen.
  const { output } = await host.run({ task: 'image-classification' }, await goldenPhoto(256), {
    options: { top_k: shares.length },
  });
  const seen = new Map(
    (output as readonly { readonly label: string; readonly score: number }[]).map((each) => [
      each.label,
      each.score,
    ]),
  );
  const differences = shares.map((share, kind) =>
    Math.abs((seen.get(config.id2label[kind] ?? '') ?? 0) - share),
  );
  expect(Math.max(...differences)).toBeLessThan(SHARE_DIFFERENCE);
});

function sharesOf(logits: readonly number[]): number[] {
  const powers = logits.map((logit) => Math.exp(logit));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
