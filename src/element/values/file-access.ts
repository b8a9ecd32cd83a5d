import type { FlowFile } from '../../executors/flow-file.ts';

/** Gives the bytes behind a file reference; undefined where they are gone. */
export type OpenFile = (file: FlowFile) => Promise<Blob | undefined>;

const EVENT = 'prompt-flow-open-file';

interface Request {
  readonly file: FlowFile;
  answer?: Promise<Blob | undefined>;
}

/** Asks the elements around for a file's bytes, so that no property has to be passed down through every view. */
export async function requestFile(from: HTMLElement, file: FlowFile): Promise<Blob> {
  const request: Request = { file };
  from.dispatchEvent(new CustomEvent(EVENT, { detail: request, bubbles: true, composed: true }));
  if (request.answer === undefined) throw new Error('No file store is at hand.');
  const content = await request.answer;
  if (content === undefined) throw new Error('Its bytes are no longer in the store of this page.');
  return content;
}

/** Answers the requests of everything inside an element. */
export function answerFileRequests(host: HTMLElement, open: OpenFile): void {
  host.addEventListener(EVENT, (event) => {
    if (!(event instanceof CustomEvent)) return;
    event.stopPropagation();
    const request = event.detail as Request;
    request.answer = open(request.file);
  });
}
