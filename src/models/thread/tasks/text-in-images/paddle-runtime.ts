import { InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { OrtModule } from 'paddleocr';

/**
 * This worker's runtime as paddleocr wants to be handed it.
 *
 * @param options how sessions are made
 * @param beforeRun called before each look at the image and at each line; what it throws ends the reading there
 */
export function paddleRuntime(
  options: InferenceSession.SessionOptions,
  beforeRun: () => Promise<void>,
): OrtModule {
  return {
    // Its declaration takes any text for a type, the runtime's own the names that it has.
    Tensor: Tensor as unknown as OrtModule['Tensor'],
    InferenceSession: {
      async create(weights) {
        const session = await InferenceSession.create(weights, options);
        return {
          inputNames: session.inputNames,
          outputNames: session.outputNames,
          async run(feeds) {
            await beforeRun();
            // They were made by the class above.
            return session.run(feeds as InferenceSession.FeedsType);
          },
        };
      },
    },
  };
}
