import { FlowError } from '../../errors/index.ts';
import type { Progress } from '../../executors/index.ts';
import type { CatalogueFile } from '../catalogue/model-catalogue.ts';
import type { LoadOrder } from '../host/model-worker-api.ts';

/** Often enough for a bar that moves, seldom enough to cost nothing. */
const REPORT_EVERY_MILLISECONDS = 50;
/** In bytes. transformers.js asks for some configs twice; they are kept, weights are not. */
const KEPT_SIZE = 1_000_000;

/**
 * A `fetch` for one model's files. Each file is asked for once, bytes are counted over all files together,
 * and a file that the model does not have is answered 404 without a request.
 *
 * @param onFault told of each `download_failed`: transformers.js throws an error of its own in its place
 */
export function weightsFetch(
  { model, modelsUrl }: LoadOrder,
  onProgress: (progress: Progress) => void,
  onFault: (fault: FlowError) => void,
): (input: string | URL, init?: RequestInit) => Promise<Response> {
  const root = new URL(`${model.id}/`, modelsUrl);
  const files = new Map(model.files.map((file) => [new URL(file.path, root).href, file]));
  const counter = new ByteCounter(model.id, model.size, onProgress);
  const kept = new Map<string, Promise<Blob>>();
  const download = async (url: string, file: CatalogueFile, init?: RequestInit): Promise<Response> => {
    const failed = (message: string, hint: string, cause?: unknown): FlowError => {
      const fault = new FlowError('download_failed', message, { hint, cause });
      onFault(fault);
      return fault;
    };
    const response = await fetch(url, init).catch((cause: unknown) => {
      throw failed(
        `${url} could not be reached.`,
        'See whether the page is still served, and try again.',
        cause,
      );
    });
    const name = `${file.path} of ${model.id}`;
    if (!response.ok || response.body === null) {
      const hint = 'Run npm start, which puts the models there, and try again.';
      throw failed(`${name}: the server answered ${response.status}.`, hint);
    }
    const headers = { 'content-length': String(file.size) };
    const content = readBy(
      response.body,
      (chunk) => counter.add(chunk.byteLength),
      (cause) =>
        failed(
          `${name} broke off in the middle.`,
          'See whether the page is still served, and try again.',
          cause,
        ),
    );
    return new Response(content, { headers });
  };
  return async (input, init) => {
    const url = new URL(input, modelsUrl).href;
    const file = files.get(url);
    if (file === undefined) return new Response(null, { status: 404 });
    if (file.size > KEPT_SIZE) return download(url, file, init);
    let content = kept.get(url);
    if (content === undefined) {
      content = download(url, file, init).then((response) => response.blob());
      kept.set(url, content);
    }
    return new Response(await content, { headers: { 'content-length': String(file.size) } });
  };
}

/** The same bytes, looked at as they pass; `lost` makes the error of a connection that breaks. */
function readBy(
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  look: (chunk: Uint8Array) => void,
  lost: (cause: unknown) => FlowError,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = bytes.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw lost(cause);
      });
      if (done) return controller.close();
      look(value);
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

class ByteCounter {
  private loaded = 0;
  private reported = 0;
  private readonly label: string;
  private readonly total: number;
  private readonly onProgress: (progress: Progress) => void;

  constructor(label: string, total: number, onProgress: (progress: Progress) => void) {
    this.label = label;
    this.total = total;
    this.onProgress = onProgress;
  }

  add(bytes: number): void {
    this.loaded += bytes;
    const now = performance.now();
    if (this.loaded < this.total && now - this.reported < REPORT_EVERY_MILLISECONDS) return;
    this.reported = now;
    const { label, loaded, total } = this;
    this.onProgress({ phase: 'download', label, loaded, total, unit: 'bytes' });
    // The bytes are there; what takes its time now is making a session of them.
    if (loaded >= total) this.onProgress({ phase: 'load', label });
  }
}
