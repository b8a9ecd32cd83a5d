import type { Page } from 'playwright';

/** Ends a tab's process in the middle of whatever it does. */
export async function crashTab(tab: Page): Promise<void> {
  const crashed = new Promise<void>((resolve) => tab.once('crash', () => resolve()));
  const devtools = await tab.context().newCDPSession(tab);
  // There is nobody left to answer.
  devtools.send('Page.crash').catch(() => {});
  await crashed;
}
