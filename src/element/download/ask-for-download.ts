import type { DownloadRequest } from '../../workers/engine/engine-client.ts';
import './download-question.ts';

let before: Promise<unknown> = Promise.resolve();

/**
 * Asks whoever looks at the page before a model is fetched from another site. One question at a time: a second one waits
 * for the answer to the first.
 *
 * @example
 * const engine = new EngineClient({ hub: { host: 'https://hub.example' }, confirmDownload: askForDownload });
 */
export function askForDownload(request: DownloadRequest): Promise<boolean> {
  const answer = before.then(() => ask(request));
  before = answer;
  return answer;
}

async function ask(request: DownloadRequest): Promise<boolean> {
  const question = document.createElement('prompt-flow-download-question');
  question.request = request;
  document.body.append(question);
  try {
    return await question.ask();
  } finally {
    question.remove();
  }
}
