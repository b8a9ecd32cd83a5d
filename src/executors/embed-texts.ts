import type { FlowContext } from './flow-context.ts';
import type { ModelAnswer } from './model-access.ts';
import { deviceOf } from './model-config.ts';

export interface EmbedOrder {
  readonly texts: readonly string[];
  /** A model's id; left out, an embedded model for the task. */
  readonly model: string | undefined;
  /** As the config names it. */
  readonly device: string;
  readonly pooling?: 'mean' | 'cls';
  readonly normalize?: boolean;
}

export interface Embedded {
  /** One vector for each text. */
  readonly vectors: readonly Float32Array[];
  readonly answer: ModelAnswer;
}

/** Asks a model for the vectors of texts: of mean pooling and of length 1, where nothing else is said. */
export async function embedTexts(context: FlowContext, order: EmbedOrder): Promise<Embedded> {
  const { texts, model, device, pooling = 'mean', normalize = true } = order;
  const spec = {
    task: 'feature-extraction',
    device: deviceOf(device),
    ...(model !== undefined && { model }),
  };
  const answer = await context.models.run(spec, texts, {
    options: { pooling, normalize },
    signal: context.signal,
    onProgress: (progress) => context.progress(progress),
  });
  return { vectors: answer.output as readonly Float32Array[], answer };
}
