/** A graph of no-op steps, as every engine is given it. */
export interface Shape {
  /** In an order in which each step stands after those it reads. The last one gives the result. */
  readonly steps: readonly ShapeStep[];
  /** Steps on the longest way through the graph: what the last step gives, since each adds one to what it reads. */
  readonly depth: number;
}

export interface ShapeStep {
  readonly name: string;
  /** The steps whose values it reads; none for the first step, which reads the run's input. */
  readonly reads: readonly string[];
  /** How many steps the longest way to this one has before it. */
  readonly layer: number;
}

/** Steps in a row, each reading the one before. */
export function chain(length: number): Shape {
  const steps = Array.from({ length }, (_, place) => ({
    name: `step_${place}`,
    reads: place === 0 ? [] : [`step_${place - 1}`],
    layer: place,
  }));
  return { steps, depth: length };
}

/** One source, readers of it that could all run at once, and a sink that reads every one of them. */
export function fan(width: number): Shape {
  return mesh(width, 1);
}

/**
 * A diamond mesh: a source, layers of steps that each read two neighbours of the layer before, and a sink that reads
 * the whole last layer. The first layer reads the source.
 */
export function mesh(width: number, layers: number): Shape {
  const steps: ShapeStep[] = [{ name: 'source', reads: [], layer: 0 }];
  let before = ['source'];
  for (let layer = 1; layer <= layers; layer++) {
    const names = Array.from({ length: width }, (_, place) => `step_${layer}_${place}`);
    for (const [place, name] of names.entries()) {
      steps.push({ name, reads: neighbours(before, place), layer });
    }
    before = names;
  }
  steps.push({ name: 'sink', reads: before, layer: layers + 1 });
  return { steps, depth: layers + 2 };
}

function neighbours(names: readonly string[], place: number): string[] {
  const [one, other] = [place % names.length, (place + 1) % names.length];
  return names.filter((_, at) => at === one || at === other);
}

/** Steps by the layer they stand in. */
export function layersOf({ steps }: Shape): readonly (readonly ShapeStep[])[] {
  const layers: ShapeStep[][] = [];
  for (const step of steps) {
    const others = layers[step.layer];
    if (others === undefined) layers[step.layer] = [step];
    else others.push(step);
  }
  return layers;
}

/** The name of the step that gives the result. */
export function lastOf({ steps }: Shape): string {
  return steps.at(-1)?.name ?? '';
}
