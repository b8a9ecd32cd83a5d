import type { InputDefinition } from './input-definition.ts';
import type { InputFault } from './input-fault.ts';

interface FileFacts {
  readonly name: string;
  readonly type: string;
  readonly size?: number;
}

/** What can be said against a file before it is opened: its media type, its extension, its size. */
export function fileFault(input: InputDefinition, value: unknown): readonly InputFault[] {
  const { name, type: inputType, validation } = input;
  const file = factsOf(value);
  if (file === undefined) return [];
  const faults: InputFault[] = [];
  const said = file.type === '' ? `"${file.name}"` : `"${file.name}" (${file.type})`;
  // A file without a media type is judged when it is opened.
  if (
    inputType !== 'file' &&
    file.type !== '' &&
    !file.type.startsWith(`${inputType}/`) &&
    !isRecording(inputType, file)
  ) {
    const what = inputType === 'audio' ? 'an audio' : 'an image';
    faults.push({
      code: 'input_wrong_type',
      message: `Input "${name}" has to be ${what} file; this is ${said}.`,
    });
  }
  const { allowed_types: types, allowed_extensions: extensions, min_size: min, max_size: max } = validation;
  if (
    types !== undefined &&
    file.type !== '' &&
    !types.some((allowed) => matchesType(file.type, String(allowed)))
  ) {
    const message = `Input "${name}" takes ${types.join(', ')}; this is ${said}.`;
    faults.push({ code: 'input_not_allowed', message });
  }
  if (
    extensions !== undefined &&
    file.name !== '' &&
    !extensions.some((end) => hasExtension(file.name, String(end)))
  ) {
    const message = `Input "${name}" takes files that end in ${extensions.join(', ')}; this is ${said}.`;
    faults.push({ code: 'input_not_allowed', message });
  }
  if (min !== undefined && file.size !== undefined && file.size < min) {
    const message = `Input "${name}" has to have at least ${min} bytes; ${said} has ${file.size}.`;
    faults.push({ code: 'input_out_of_range', message });
  }
  if (max !== undefined && file.size !== undefined && file.size > max) {
    const message = `Input "${name}" has to have at most ${max} bytes; ${said} has ${file.size}.`;
    faults.push({ code: 'input_out_of_range', message });
  }
  return faults;
}

/** Browsers record a microphone into `video/webm` containers at times, and phones into `video/mp4`. */
function isRecording(inputType: string, file: FileFacts): boolean {
  return inputType === 'audio' && /^video\/(webm|mp4|ogg)/.test(file.type);
}

function matchesType(type: string, allowed: string): boolean {
  const wanted = mediaType(allowed);
  if (wanted === '*/*') return true;
  return wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

/** Without parameters: a browser records as `audio/webm;codecs=opus`. A type that says nothing is none. */
function mediaType(written: string): string {
  const type = (written.split(';')[0] ?? '').trim().toLowerCase();
  return type === 'application/octet-stream' ? '' : type;
}

function hasExtension(name: string, extension: string): boolean {
  return name
    .toLowerCase()
    .endsWith(extension.startsWith('.') ? extension.toLowerCase() : `.${extension.toLowerCase()}`);
}

function factsOf(value: unknown): FileFacts | undefined {
  if (typeof value === 'string') {
    const type = /^data:([^;,]*)/.exec(value)?.[1];
    return type === undefined ? undefined : { name: '', type: mediaType(type), size: dataUrlSize(value) };
  }
  if (value instanceof Blob) {
    const name = 'name' in value ? String(value.name) : '';
    return { name, type: mediaType(value.type), size: value.size };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const facts = value as {
    name?: unknown;
    filename?: unknown;
    type?: unknown;
    size?: unknown;
    content?: unknown;
  };
  const size = typeof facts.size === 'number' ? facts.size : sizeOf(facts.content);
  return {
    name: String(facts.name ?? facts.filename ?? ''),
    type: mediaType(String(facts.type ?? '')),
    ...(size !== undefined && { size }),
  };
}

/** In bytes; undefined for what has to be opened to be known. */
function sizeOf(content: unknown): number | undefined {
  if (typeof content === 'string') return new TextEncoder().encode(content).length;
  if (content instanceof Blob) return content.size;
  return ArrayBuffer.isView(content) || content instanceof ArrayBuffer ? content.byteLength : undefined;
}

/** The bytes behind a `data:` URL, without making them. */
function dataUrlSize(url: string): number {
  const comma = url.indexOf(',');
  const data = url.slice(comma + 1);
  if (!/;\s*base64\s*$/i.test(url.slice(0, comma))) return data.replace(/%[0-9a-f]{2}/gi, '.').length;
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}
