/** Names that the element uses itself; those of its inner events all begin alike. */
const OWN_NAMES = new Set(['flow-loaded', 'run-event', 'run-finished']);
const OWN_PREFIX = 'prompt-flow-';

/** Events of the browser that have no `on…` property to know them by. */
const NATIVE_NAMES = new Set([
  'beforeinput',
  'compositionend',
  'compositionstart',
  'compositionupdate',
  'focusin',
  'focusout',
  'fullscreenchange',
  'fullscreenerror',
  'readystatechange',
  'touchcancel',
  'touchend',
  'touchmove',
  'touchstart',
]);
const NATIVE_PREFIX = /^(dom|moz|ms|webkit)/i;

/**
 * The name under which the page hears a callback of a flow: the flow's own, unless somebody else's listeners wait
 * for that one. A flow may come from anywhere, and an event "click" from it would be taken for a click by code that
 * knows nothing of flows, an event "run-finished" for the end of a run. Such a name gets `callback-` before it.
 *
 * @example
 * callbackEventName('invoice-ready'); // 'invoice-ready'
 * callbackEventName('click'); // 'callback-click'
 */
export function callbackEventName(event: string): string {
  return isTaken(event) ? `callback-${event}` : event;
}

function isTaken(event: string): boolean {
  if (event === '' || OWN_NAMES.has(event) || event.startsWith(OWN_PREFIX)) return true;
  // No event of the browser has such a sign in its name.
  if (/[^a-z]/i.test(event)) return false;
  const name = event.toLowerCase();
  const handler = `on${name}`;
  return (
    NATIVE_NAMES.has(name) ||
    NATIVE_PREFIX.test(name) ||
    [globalThis, globalThis.document, globalThis.HTMLElement?.prototype].some(
      (target) => target !== undefined && handler in target,
    )
  );
}
