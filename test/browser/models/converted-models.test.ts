import { expect, test } from 'vitest';
import { makeHost } from './support/make-host.ts';

/** The converted models in the page: what a step gets that names a task and no model. */
const { host } = makeHost();

interface Written {
  readonly text: string;
  readonly finish_reason: string;
}

async function write(text: string, max_new_tokens: number): Promise<Written> {
  const { output, model } = await host.run({ task: 'text-generation' }, text, {
    options: { max_new_tokens },
  });
  expect(model).toBe('promptflow/stories15M');
  return (output as [Written])[0];
}

test('stories15M goes on with a story', async () => {
  const answer = await write('Once upon a time, there was a little girl named Lily.', 30);
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
  expect(best).toMatchObject({ label: 'dock' });
});
