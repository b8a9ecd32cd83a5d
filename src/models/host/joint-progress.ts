import type { Progress } from '../../executors/index.ts';

interface Part {
  /** In bytes. */
  loaded: number;
  total: number;
  isOver: boolean;
}

/** One of several downloads, as who brings it tells of it. */
export interface PartProgress {
  readonly onProgress: (progress: Progress) => void;
  /** It is over: nothing more will come, also where not all of it has come. */
  readonly end: () => void;
}

/** Several downloads, told of as one: their bytes together, which never run backwards. */
export class JointProgress {
  private readonly parts: Part[] = [];
  private readonly label: string;
  private readonly onProgress: (progress: Progress) => void;

  /** @param label what they are for, such as the id of a model */
  constructor(label: string, onProgress: (progress: Progress) => void) {
    this.label = label;
    this.onProgress = onProgress;
  }

  /** Adds a download of so many bytes. All are added before the first one begins, so that the whole is known from then on. */
  add(total: number): PartProgress {
    const part: Part = { loaded: 0, total, isOver: false };
    this.parts.push(part);
    return {
      onProgress: ({ phase, loaded = 0 }) => {
        if (phase === 'download') this.come(part, loaded);
        else if (phase === 'load') this.end(part, part.total);
      },
      end: () => this.end(part, part.loaded),
    };
  }

  private come(part: Part, loaded: number): void {
    if (part.isOver || loaded <= part.loaded) return;
    part.loaded = loaded;
    this.tell();
  }

  /** Bytes that do not come are not waited for. */
  private end(part: Part, loaded: number): void {
    if (part.isOver) return;
    const isToldAlready = part.loaded === loaded && part.total === loaded;
    Object.assign(part, { loaded, total: loaded, isOver: true });
    if (!isToldAlready) this.tell();
    if (this.parts.every((each) => each.isOver)) this.onProgress({ phase: 'load', label: this.label });
  }

  private tell(): void {
    let [loaded, total] = [0, 0];
    for (const part of this.parts) {
      loaded += part.loaded;
      total += part.total;
    }
    this.onProgress({ phase: 'download', label: this.label, loaded, total, unit: 'bytes' });
  }
}
