import { gunzipSync, gzipSync } from 'node:zlib';
import { applyDelta, createDelta } from 'fossil-delta';

/** What turns one file into another: small where they share most of their bytes, in whatever order. */
export function makeDelta(from: Uint8Array, to: Uint8Array): Uint8Array {
  return gzipSync(createDelta(from, to), { level: 9 });
}

/** The file that a delta leads to. The caller holds it against a hash, so the delta's own weak sum is not looked at. */
export function followDelta(from: Uint8Array, delta: Uint8Array): Uint8Array {
  return applyDelta(from, new Uint8Array(gunzipSync(delta)), { verifyChecksum: false });
}
