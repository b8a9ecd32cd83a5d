import { type DataType, pipeline } from '@huggingface/transformers';
import { configureTransformers } from '../runtime/configure-transformers.ts';
import { jsonAnswer } from './generation/json-answer.ts';
import { jsonWriters } from './generation/json-writers.ts';
import { type Prompt, readPrompts } from './generation/messages.ts';
import { type GenerationOptions, readOptions } from './generation/options.ts';
import { readPrompt } from './generation/read-prompt.ts';
import { writeText } from './generation/write-text.ts';
import { stoppable } from './stoppable.ts';
import type { RunControl, Task } from './task.ts';

/**
 * Writes on from a text, or answers a conversation `[{role, content}]` by the model's chat template. A list of texts is so
 * many prompts, one after the other.
 *
 * Gives transformers.js' `[{generated_text}]`, for a list a list of those, and beside it `text` (what was written, without
 * the prompt), `finish_reason` (`stop` or `length`), `usage` in tokens, `seed` where tokens were drawn, and `value` where
 * a `response_schema` was given. The text grows in the caller's sight while it is written.
 */
export const textGeneration: Task = async ({ model: id, device, dtype, files, graphs }) => {
  configureTransformers(id, files);
  const { model, tokenizer } = await pipeline('text-generation', id, {
    device,
    dtype: dtype as DataType,
    session_options: graphs,
  });
  const stoppableModel = stoppable(model);
  const writerOf = jsonWriters(files);

  const answer = async (prompt: Prompt, options: GenerationOptions, control: RunControl) => {
    const ids = readPrompt({ model, tokenizer }, prompt, options.system);
    const json = options.responseSchema === undefined ? undefined : await writerOf(options.responseSchema);
    const written = await stoppableModel.during(control, () =>
      writeText({ model, tokenizer }, ids, options, { json, onText: control.partial }),
    );
    const { text, tokens, finishReason } = written;
    return [
      {
        generated_text: options.returnFullText ? after(prompt, text) : text,
        text,
        ...(json !== undefined && { value: jsonAnswer(written, json, options) }),
        finish_reason: finishReason,
        usage: { prompt_tokens: ids.length, completion_tokens: tokens, total_tokens: ids.length + tokens },
        ...(options.sampling !== undefined && { seed: options.sampling.seed }),
      },
    ];
  };

  return {
    async run(input, given, control) {
      const options = readOptions(given);
      const { prompts, isList } = readPrompts(input);
      const answers = [];
      for (const prompt of prompts) answers.push(await answer(prompt, options, control));
      return isList ? answers : answers[0];
    },
  };
};

/** A prompt with what was written after it. */
function after(prompt: Prompt, text: string): Prompt {
  return typeof prompt === 'string' ? prompt + text : [...prompt, { role: 'assistant', content: text }];
}
