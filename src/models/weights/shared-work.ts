import { cancellationOf } from '../../errors/index.ts';

interface Caller<Message> {
  readonly signal?: AbortSignal | undefined;
  readonly onMessage?: ((message: Message) => void) | undefined;
}

interface Work<Answer, Message> {
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
  readonly callers: Set<Caller<Message>>;
  last?: Message;
}

/**
 * Work that several callers ask for at once and that is done once. Each hears of it and can leave;
 * when the last one has left, the work itself is cancelled.
 */
export class SharedWork<Answer, Message> {
  private readonly underway = new Map<string, Work<Answer, Message>>();

  /** @param start begins the work, where none of that name is under way */
  join(
    name: string,
    caller: Caller<Message>,
    start: (work: {
      readonly signal: AbortSignal;
      readonly send: (message: Message) => void;
    }) => Promise<Answer>,
  ): Promise<Answer> {
    const { signal, onMessage } = caller;
    if (signal?.aborted === true) return Promise.reject(cancellationOf(signal));
    const work = this.underway.get(name) ?? this.begin(name, start);
    work.callers.add(caller);
    if (work.last !== undefined) onMessage?.(work.last);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        work.callers.delete(caller);
        reject(cancellationOf(signal));
        if (work.callers.size > 0) return;
        // Whoever asks from here on begins anew.
        if (this.underway.get(name) === work) this.underway.delete(name);
        work.controller.abort(cancellationOf(signal));
      };
      signal?.addEventListener('abort', leave, { once: true });
      work.answer.then(resolve, reject).finally(() => {
        signal?.removeEventListener('abort', leave);
        work.callers.delete(caller);
      });
    });
  }

  private begin(
    name: string,
    start: (work: {
      readonly signal: AbortSignal;
      readonly send: (message: Message) => void;
    }) => Promise<Answer>,
  ): Work<Answer, Message> {
    const controller = new AbortController();
    const callers = new Set<Caller<Message>>();
    const send = (message: Message): void => {
      work.last = message;
      for (const { onMessage } of callers) onMessage?.(message);
    };
    const answer = start({ signal: controller.signal, send }).finally(() => {
      if (this.underway.get(name) === work) this.underway.delete(name);
    });
    const work: Work<Answer, Message> = { answer, controller, callers };
    this.underway.set(name, work);
    return work;
  }
}
