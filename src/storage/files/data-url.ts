import { FlowError } from '../../errors/index.ts';

/**
 * The bytes of a `data:` URL. Fetching it would be shorter, but a page whose policy allows
 * connections to its own site alone refuses that.
 */
export function blobFromDataUrl(url: string): Blob {
  const parts = /^data:([^,]*?)(;base64)?,/.exec(url);
  if (parts === null) throw new FlowError('file_invalid', 'A data: URL needs a comma before its content.');
  const body = url.slice(parts[0].length);
  const type = parts[1] || 'text/plain';
  try {
    if (parts[2] === undefined) return new Blob([decodeURIComponent(body)], { type });
    const binary = atob(body);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return new Blob([bytes], { type });
  } catch (cause) {
    throw new FlowError('file_invalid', 'The content of the data: URL is not what it says.', { cause });
  }
}
