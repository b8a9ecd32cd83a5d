/** Room that is left alone, in bytes: runs and files of the user come first. */
const SPARED = 20_000_000;

/** Whether the browser has room for so many bytes more. Where it does not say, the attempt will show. */
export async function browserHasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  if (quota === undefined || usage === undefined) return true;
  return quota - usage >= bytes + SPARED;
}
