import {
  type DataType,
  type PreTrainedModel,
  type PreTrainedTokenizer,
  pipeline,
} from '@huggingface/transformers';
import { FlowError } from '../../../../errors/index.ts';
import { readInput } from '../../../../executors/model-input.ts';
import type { PipelineTaskName } from '../../../../executors/model-tasks.ts';
import { configureTransformers } from '../../runtime/configure-transformers.ts';
import { stoppable } from '../stoppable.ts';
import type { Task } from '../task.ts';
import { finish } from './finish.ts';
import { growingText } from './growing-text.ts';
import { pipelineFault } from './pipeline-fault.ts';
import { plainOutput } from './plain-output.ts';
import { readMain } from './read-main.ts';
import { speakerOptions } from './speaker-options.ts';
import { isFlat, writes } from './ways.ts';

/** A pipeline of transformers.js, as far as all of them are alike. */
interface AnyPipeline {
  (...given: readonly unknown[]): Promise<unknown>;
  readonly model: PreTrainedModel;
  readonly tokenizer: PreTrainedTokenizer | null;
  readonly processor: {
    readonly feature_extractor?: { readonly config: { readonly sampling_rate?: number } };
  } | null;
}

type Options = Readonly<Record<string, unknown>>;

const USUAL_SAMPLE_RATE = 16_000;

/**
 * Any task that transformers.js has a pipeline for. An input is a text, a file, or a map of what belongs together: what
 * a task takes is in `executors/model-tasks.ts`. Answers as the pipeline does, with files in the place of its images
 * and sounds.
 *
 * Items of a list run one by one: a padded batch costs more in wasm, and changes answers of q8 weights.
 */
export function pipelineTask(name: PipelineTaskName): Task {
  return async ({ model: id, device, dtype, files, graphs }) => {
    configureTransformers(id, files);
    // Its type is that of one task; which one is known only here.
    const ask = (await pipeline(name, id, {
      device,
      dtype: dtype as DataType,
      session_options: graphs,
    })) as unknown as AnyPipeline;
    refuseSpectrograms(name, ask);
    const model = stoppable(ask.model);
    const sampleRate = ask.processor?.feature_extractor?.config.sampling_rate ?? USUAL_SAMPLE_RATE;

    const answer = async (item: unknown, given: Options, extra: Options = {}): Promise<unknown> => {
      const { main, besides, options } = readInput(name, item, given);
      const read = await readMain(name, main, sampleRate);
      const all = { ...(await speakerOptions(options)), ...extra };
      try {
        return await plainOutput(finish(name, await ask(read, ...besides, all)), name);
      } catch (thrown) {
        throw pipelineFault(name, thrown);
      }
    };

    return {
      run: (input, options, { breathe, isStopped, partial }) =>
        model.during({ breathe, isStopped, partial }, async () => {
          if (!Array.isArray(input)) {
            const { tokenizer } = ask;
            const isShown = writes(name) && tokenizer !== null;
            return answer(input, options, isShown ? { streamer: growingText(tokenizer, partial) } : {});
          }
          const answers: unknown[] = [];
          for (const item of input) {
            await breathe();
            answers.push(await answer(item, options));
          }
          return isFlat(name, options) ? answers.flat() : answers;
        }),
    };
  };
}

/** A model that makes spectrograms needs another that makes sound of them, which transformers.js would fetch by itself. */
function refuseSpectrograms(name: PipelineTaskName, { processor }: AnyPipeline): void {
  if (name !== 'text-to-audio' || processor === null) return;
  const message = 'The model makes spectrograms, and there is nothing here that makes sound of them.';
  throw new FlowError('model_invalid', message, {
    hint: 'Take a model that makes sound by itself, such as one of the kind vits.',
  });
}
