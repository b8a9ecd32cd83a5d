/** Runs the last of many requests once, before the browser draws. A hidden page draws nothing, so there a timer does. */
export class FrameScheduler {
  private frame: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly work: () => void;

  constructor(work: () => void) {
    this.work = work;
  }

  request(): void {
    if (this.frame !== undefined) return;
    this.frame = requestAnimationFrame(this.run);
    this.timer = setTimeout(this.run, 250);
  }

  cancel(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = undefined;
  }

  private readonly run = (): void => {
    this.cancel();
    this.work();
  };
}
