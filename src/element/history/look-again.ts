import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How often runs that go on in another tab are looked at, in milliseconds. Nobody tells this one of their end. */
const PAUSE = 3000;

/** Looks at the runs again when somebody comes back to the page, and now and then while one goes on elsewhere. */
export class LookAgain implements ReactiveController {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly host: ReactiveControllerHost & HTMLElement;
  private readonly look: () => void;

  constructor(host: ReactiveControllerHost & HTMLElement, look: () => void) {
    this.host = host;
    this.look = look;
    host.addController(this);
  }

  /** Looks again after a while. */
  soon(): void {
    clearTimeout(this.timer);
    // A list that comes in after its element has left the page must not keep looking.
    if (this.host.isConnected) this.timer = setTimeout(this.lookIfSeen, PAUSE);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.lookIfSeen);
    // Two windows side by side are both visible all the time.
    window.addEventListener('focus', this.lookIfSeen);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.lookIfSeen);
    window.removeEventListener('focus', this.lookIfSeen);
    clearTimeout(this.timer);
  }

  private readonly lookIfSeen = (): void => {
    clearTimeout(this.timer);
    if (document.visibilityState === 'visible') this.look();
  };
}
