import { type TransferHandler, transferHandlers } from 'comlink';
import { FlowError, fromWire, toWire, type WireError } from '../../errors/index.ts';

type Thrown = { readonly value: unknown };

/**
 * Comlink carries a thrown error's message, name and stack. This keeps a `FlowError` whole, with code, kind and cause,
 * and leaves any other error to Comlink. Imported once by every thread, for its effect.
 */
const original = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>;

const handler: TransferHandler<Thrown, { flowError: WireError } | { other: unknown }> = {
  canHandle: (value): value is Thrown => original.canHandle(value),
  serialize(thrown) {
    if (thrown.value instanceof FlowError) return [{ flowError: toWire(thrown.value) }, []];
    const [other, transferables] = original.serialize(thrown);
    return [{ other }, transferables];
  },
  deserialize(wire) {
    if ('flowError' in wire) throw fromWire(wire.flowError);
    return original.deserialize(wire.other);
  },
};

transferHandlers.set('throw', handler);
