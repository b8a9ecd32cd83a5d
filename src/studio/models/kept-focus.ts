import type { LitElement, ReactiveController } from 'lit';

/** Keeps the focus in the page of models where a button goes, and leads it on after a wait. */
export class KeptFocus implements ReactiveController {
  /** What had the focus before something was drawn anew, and the model that it was in. */
  private had: Element | null = null;
  private row: HTMLElement | null = null;
  private readonly host: LitElement;

  constructor(host: LitElement) {
    this.host = host;
    host.addController(this);
  }

  /** What of the page has the focus. */
  get now(): Element | null {
    return this.host.shadowRoot?.activeElement ?? null;
  }

  /** Leads the focus on from what was pressed, unless somebody went elsewhere while it was waited. */
  lead(to: HTMLElement | null | undefined, pressed: Element | null): void {
    const { now } = this;
    const isFree =
      now === null
        ? document.activeElement === null || document.activeElement === document.body
        : now === pressed || now.matches('.place, .model');
    if (isFree) to?.focus();
  }

  hostUpdate(): void {
    this.had = this.now;
    this.row = this.had?.closest<HTMLElement>('.model') ?? null;
  }

  hostUpdated(): void {
    if (this.had === null || this.had.isConnected) return;
    // A button that is gone must not take the focus along, out of the page.
    const place = this.host.renderRoot.querySelector<HTMLElement>('.place');
    (this.row?.isConnected ? this.row : place)?.focus({ preventScroll: true });
  }
}
