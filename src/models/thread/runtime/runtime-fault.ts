import { FlowError, type FlowErrorCode } from '../../../errors/index.ts';

interface Fault {
  readonly pattern: RegExp;
  readonly code: FlowErrorCode;
  readonly message: (said: string) => string;
  readonly hint: string;
}

/** What onnxruntime-web says in words, and what it means. Its errors have no codes; the words were seen in 1.31. */
const FAULTS: readonly Fault[] = [
  {
    pattern:
      /device (was )?lost|GPUDevice|Instance dropped|A valid external Instance reference no longer exists/i,
    code: 'device_lost',
    message: (said) => `The GPU was lost: ${said}`,
    hint: 'Run again; where it happens each time, use device: wasm.',
  },
  {
    pattern:
      /out of memory|bad_alloc|allocation failed|failed to allocate|cannot enlarge memory|memory access out of bounds|Aborted\(OOM/i,
    code: 'out_of_memory',
    message: (said) => `The model does not fit into memory: ${said}`,
    hint: 'Give it less at once, take a smaller model or one with smaller weights (dtype: q8), or close other tabs.',
  },
  {
    pattern:
      /is not a registered (function\/op|function)|Could not find an implementation|No Op registered for/i,
    code: 'model_invalid',
    message: (said) => `The model asks for an operator that the runtime does not have: ${said}`,
    hint: 'Export the model again with standard operators and an opset that the runtime knows.',
  },
  {
    pattern:
      /protobuf parsing failed|INVALID_PROTOBUF|INVALID_GRAPH|ModelProto does not have a graph|Load model .*failed|Deserialize tensor|external data/i,
    code: 'model_invalid',
    message: (said) => `The model's file is damaged, or is no ONNX model: ${said}`,
    hint: 'Bring the file once more: it was cut short or altered.',
  },
  {
    pattern: /Unsupported model type|None of the candidate model classes support/i,
    code: 'model_invalid',
    message: (said) => `The model is of a kind that this task has no use for: ${said}`,
    hint: 'Take a model that was made for the task.',
  },
  {
    pattern:
      /indices element out of data bounds|out of bounds, data index|idx=-?\d+ must be within the inclusive range/i,
    code: 'input_invalid',
    message: (said) => `The input has an id that the model's vocabulary does not have: ${said}`,
    hint: "Use the model's own tokenizer, and ids below its vocab_size; of a long text, less.",
  },
];

/** Makes a fault with a code of what the runtime or transformers.js threw. */
export function runtimeFault(thrown: unknown, otherwise: FlowErrorCode): FlowError {
  if (thrown instanceof FlowError) return thrown;
  // Emscripten throws bare numbers where C++ threw.
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  const fault = FAULTS.find(({ pattern }) => pattern.test(said));
  if (fault === undefined)
    return FlowError.from(thrown instanceof Error ? thrown : new Error(said), otherwise);
  return new FlowError(fault.code, fault.message(said), { hint: fault.hint, cause: thrown });
}
