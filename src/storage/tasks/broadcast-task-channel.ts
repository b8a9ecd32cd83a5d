import type { TaskChannel, TaskMessage } from '../../engine/index.ts';

/** What the tabs of the site tell each other of tasks. */
export class BroadcastTaskChannel implements TaskChannel {
  private readonly channel = new BroadcastChannel('prompt-flow/tasks');

  post(message: TaskMessage): void {
    this.channel.postMessage(message);
  }

  listen(listener: (message: TaskMessage) => void): void {
    this.channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // Another tab may have a newer page, or an older one: what has no subject is passed over.
      if (typeof data === 'object' && data !== null && 'about' in data) listener(data as TaskMessage);
    });
  }
}
