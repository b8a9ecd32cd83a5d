/**
 * Holds text back that may be the beginning of a stop sequence, until it is known to be none. What is shown once is never
 * taken back.
 */
export class StopFilter {
  /** Whether a stop sequence came; the text ends before it. */
  isStopped = false;
  private readonly stops: readonly string[];
  private held = '';

  constructor(stops: readonly string[]) {
    this.stops = stops;
  }

  /** Takes the next piece of the text; gives what of it, and of what was held back, is sure to stay. */
  push(piece: string): string {
    if (this.isStopped) return '';
    const text = this.held + piece;
    const found = this.stops.map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
    if (found.length > 0) {
      this.isStopped = true;
      this.held = '';
      return text.slice(0, Math.min(...found));
    }
    const sure = this.beginningAt(text);
    this.held = text.slice(sure);
    return text.slice(0, sure);
  }

  /** What is still held when the text is over: it was no stop sequence. */
  end(): string {
    const { held } = this;
    this.held = '';
    return held;
  }

  /** The first place from which on the rest of the text may be the beginning of a stop sequence. */
  private beginningAt(text: string): number {
    const longest = Math.max(0, ...this.stops.map(({ length }) => length - 1));
    for (let at = Math.max(0, text.length - longest); at < text.length; at++) {
      const rest = text.slice(at);
      if (this.stops.some((stop) => stop.startsWith(rest))) return at;
    }
    return text.length;
  }
}
