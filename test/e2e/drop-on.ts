import type { Page } from 'playwright';

/** What is held over a page: paths of files and folders of this machine, or a text. */
export type Held = readonly string[] | { readonly text: string };

/** Moves something over a point of the page as a hand with a mouse does, through the browser's own drag and drop. */
export async function holdOver(page: Page, point: { x: number; y: number }, held: Held): Promise<void> {
  for (const type of ['dragEnter', 'dragOver'] as const) await dispatch(page, type, point, held);
}

/** Lets go of it there. Folders arrive as folders, as no test in the page itself could have them. */
export async function dropOn(page: Page, point: { x: number; y: number }, held: Held): Promise<void> {
  await holdOver(page, point, held);
  await dispatch(page, 'drop', point, held);
}

async function dispatch(
  page: Page,
  type: 'dragEnter' | 'dragOver' | 'drop',
  point: { x: number; y: number },
  held: Held,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const items = 'text' in held ? [{ mimeType: 'text/plain', data: held.text }] : [];
  const files = 'text' in held ? [] : [...held];
  await session.send('Input.dispatchDragEvent', {
    type,
    ...point,
    data: { items, files, dragOperationsMask: 1 },
  });
  await session.detach();
}
