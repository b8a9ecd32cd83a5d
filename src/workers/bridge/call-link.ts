import { transfer } from 'comlink';
import { cancellationOf, fromWire, toWire, type WireError } from '../../errors/index.ts';

type ToCallee = { readonly abort: WireError };
type ToCaller<Message> = { readonly message: Message } | { readonly end: true };

interface CallerSide<Message> {
  readonly signal?: AbortSignal | undefined;
  readonly onMessage?: ((message: Message) => void) | undefined;
}

interface CalleeSide<Message> {
  readonly signal: AbortSignal;
  readonly send: (message: Message, transferred?: readonly Transferable[]) => void;
}

/**
 * Makes a call across a thread that can be cancelled and that reports while it lasts.
 * `call` hands the port on to the other side, which answers with `serveLink`.
 * When the answer comes, every message sent before it has been handed to `onMessage`.
 */
export async function callWithLink<Message, Answer>(
  call: (port: MessagePort) => Promise<Answer>,
  { signal, onMessage }: CallerSide<Message>,
): Promise<Answer> {
  if (signal?.aborted === true) throw cancellationOf(signal);
  const { port1: port, port2 } = new MessageChannel();
  // Answer and messages travel by different ports, between which there is no order.
  const drained = new Promise<void>((resolve) => {
    port.onmessage = ({ data }: MessageEvent<ToCaller<Message>>) => {
      if ('end' in data) resolve();
      else onMessage?.(data.message);
    };
  });
  const abort = (): void => port.postMessage({ abort: toWire(cancellationOf(signal)) });
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const answer = await call(transfer(port2, [port2]));
    await drained;
    return answer;
  } finally {
    signal?.removeEventListener('abort', abort);
    port.close();
  }
}

/** The other side of `callWithLink`: does the work with a signal that follows the caller's. */
export async function serveLink<Message, Answer>(
  port: MessagePort,
  work: (link: CalleeSide<Message>) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  port.onmessage = ({ data }: MessageEvent<ToCallee>) => controller.abort(fromWire(data.abort));
  const send = (message: Message, transferred: readonly Transferable[] = []): void =>
    port.postMessage({ message } satisfies ToCaller<Message>, [...transferred]);
  try {
    return await work({ signal: controller.signal, send });
  } finally {
    port.postMessage({ end: true } satisfies ToCaller<Message>);
    port.onmessage = null;
  }
}
