import type { WeightStore } from './weight-store.ts';

export interface RoomWanted {
  readonly store: WeightStore;
  /** The model that the room is for: its own precisions stay. */
  readonly id: string;
  readonly bytes: number;
  readonly hasRoomFor: (bytes: number) => Promise<boolean>;
}

/**
 * Lets models go that can be fetched again and that nobody pinned, those first that were not used for the longest time.
 * Says whether there is room then.
 */
export async function makeRoom({ store, id, bytes, hasRoomFor }: RoomWanted): Promise<boolean> {
  if (await hasRoomFor(bytes)) return true;
  const others = (await store.list()).filter(
    (each) => each.id !== id && !each.pinned && each.origin?.kind !== 'import',
  );
  for (const each of others.sort((a, b) => a.usedAt - b.usedAt)) {
    await store.remove(each.id, each.dtype);
    if (await hasRoomFor(bytes)) return true;
  }
  return false;
}
