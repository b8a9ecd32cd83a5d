import type { Target } from './syntax-tree/template.ts';

/** The names that the blocks around a place have bound before it. A block inside of another sees those of both. */
export class BoundNames {
  private readonly names = new Set<string>();
  private readonly around: BoundNames | undefined;

  constructor(around?: BoundNames) {
    this.around = around;
  }

  has(name: string): boolean {
    return this.names.has(name) || (this.around?.has(name) ?? false);
  }

  add(target: Target): void {
    if (target.kind === 'name') this.addName(target.name);
    else for (const inner of target.targets) this.add(inner);
  }

  addName(name: string): void {
    this.names.add(name);
  }
}
