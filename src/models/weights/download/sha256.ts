import { createSHA256 } from 'hash-wasm';

/** The SHA-256 of bytes that are in memory, in lower-case hexadecimal. */
export async function sha256OfBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The SHA-256 of Blobs one after the other, one of them in memory at a time. */
export async function sha256OfBlobs(blobs: readonly Blob[]): Promise<string> {
  // The browser's own hash takes everything at once or nothing.
  const hash = await createSHA256();
  for (const blob of blobs) hash.update(new Uint8Array(await blob.arrayBuffer()));
  return hash.digest();
}
