/**
 * The names that blocks bind, with Jinja's scopes: what is bound inside of a loop or of a captured text ends
 * with it, and what it hid is there again. One map and a list of what to undo, so that a name is found at once
 * however deep the blocks nest.
 */
export class Locals {
  private readonly values = new Map<string, unknown>();
  private readonly hidden: { readonly name: string; readonly had: boolean; readonly value: unknown }[] = [];

  has(name: string): boolean {
    return this.values.has(name);
  }

  get(name: string): unknown {
    return this.values.get(name);
  }

  names(): readonly string[] {
    return [...this.values.keys()];
  }

  set(name: string, value: unknown): void {
    const { values } = this;
    this.hidden.push({ name, had: values.has(name), value: values.get(name) });
    values.set(name, value);
  }

  /** Begins a scope: `end` takes back everything that was set since. */
  begin(): number {
    return this.hidden.length;
  }

  end(scope: number): void {
    while (this.hidden.length > scope) {
      const last = this.hidden.pop();
      if (last === undefined) return;
      if (last.had) this.values.set(last.name, last.value);
      else this.values.delete(last.name);
    }
  }
}
