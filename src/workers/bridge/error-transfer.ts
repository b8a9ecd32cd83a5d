import { type TransferHandler, transferHandlers } from 'comlink';
import { causeFromWire, causeToWire, type WireCause, type WireError } from '../../errors/index.ts';

type Thrown = { readonly value: unknown };

/**
 * Comlink carries a thrown error's message, name and stack. This keeps an error whole, with its causes,
 * a `FlowError` also with its code and kind, and leaves what is no error to Comlink. Imported once by every thread, for its effect.
 */
const original = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>;

const handler: TransferHandler<Thrown, { error: WireError | WireCause } | { other: unknown }> = {
  canHandle: (value): value is Thrown => original.canHandle(value),
  serialize(thrown) {
    if (thrown.value instanceof Error) return [{ error: causeToWire(thrown.value) }, []];
    const [other, transferables] = original.serialize(thrown);
    return [{ other }, transferables];
  },
  deserialize(wire) {
    if ('error' in wire) throw causeFromWire(wire.error);
    return original.deserialize(wire.other);
  },
};

transferHandlers.set('throw', handler);
