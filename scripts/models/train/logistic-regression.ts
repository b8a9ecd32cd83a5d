/** A vector with what it is: 1 or 0. */
export interface Example {
  readonly vector: Float32Array;
  readonly label: 0 | 1;
}

/** What logistic regression finds: the log of the odds of a 1 is `weights · vector + bias`. */
export interface LinearFit {
  readonly weights: Float64Array;
  readonly bias: number;
}

const MOST_STEPS = 50;
const SMALL_STEP = 1e-10;

/**
 * Logistic regression with an L2 penalty on the weights, by Newton's method. Its loss has one minimum, so the same
 * examples give the same fit wherever it starts.
 *
 * @param penalty how much large weights cost, against the mean loss of an example; above 0
 */
export function fitLogistic(examples: readonly Example[], penalty: number): LinearFit {
  const width = examples[0]?.vector.length ?? 0;
  // The bias is the last: its input is always 1, and it costs nothing.
  const fit = new Float64Array(width + 1);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, curvature } = lossAt(fit, examples, penalty);
    const change = solve(curvature, gradient);
    for (const [at, part] of change.entries()) fit[at] = (fit[at] ?? 0) - part;
    if (Math.max(...change.map(Math.abs)) < SMALL_STEP) break;
  }
  return { weights: fit.slice(0, width), bias: fit[width] ?? 0 };
}

/** The log of the odds that a vector is a 1. */
export function logOdds({ weights, bias }: LinearFit, vector: Float32Array): number {
  let sum = bias;
  for (const [at, weight] of weights.entries()) sum += weight * (vector[at] ?? 0);
  return sum;
}

/** The share of examples that a fit is right about. */
export function accuracy(fit: LinearFit, examples: readonly Example[]): number {
  const right = examples.filter(({ vector, label }) => (logOdds(fit, vector) > 0 ? 1 : 0) === label);
  return right.length / examples.length;
}

/** The gradient of the loss, and its second derivatives as rows. */
function lossAt(fit: Float64Array, examples: readonly Example[], penalty: number) {
  const size = fit.length;
  const gradient = new Float64Array(size);
  const curvature = Array.from({ length: size }, () => new Float64Array(size));
  const row = new Float64Array(size);
  for (const { vector, label } of examples) {
    row.set(vector);
    row[size - 1] = 1;
    let odds = 0;
    for (let at = 0; at < size; at++) odds += (fit[at] ?? 0) * (row[at] ?? 0);
    const likely = 1 / (1 + Math.exp(-odds));
    const slope = (likely - label) / examples.length;
    const bend = (likely * (1 - likely)) / examples.length;
    for (let at = 0; at < size; at++) {
      const part = row[at] ?? 0;
      gradient[at] = (gradient[at] ?? 0) + slope * part;
      const line = curvature[at] ?? new Float64Array(size);
      for (let other = 0; other <= at; other++)
        line[other] = (line[other] ?? 0) + bend * part * (row[other] ?? 0);
    }
  }
  for (let at = 0; at < size - 1; at++) {
    gradient[at] = (gradient[at] ?? 0) + penalty * (fit[at] ?? 0);
    const line = curvature[at];
    if (line !== undefined) line[at] = (line[at] ?? 0) + penalty;
  }
  return { gradient, curvature };
}

/** Solves `matrix · x = right` by Cholesky's method; of the matrix, which is symmetric, the lower half is read. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  const lower = matrix.map((line) => Float64Array.from(line));
  const cell = (row: number, column: number): number => lower[row]?.[column] ?? 0;
  for (let row = 0; row < size; row++) {
    const line = lower[row] ?? new Float64Array(size);
    for (let column = 0; column <= row; column++) {
      let sum = line[column] ?? 0;
      for (let at = 0; at < column; at++) sum -= (line[at] ?? 0) * cell(column, at);
      line[column] = row === column ? Math.sqrt(sum) : sum / cell(column, column);
    }
  }
  const found = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < row; at++) found[row] = (found[row] ?? 0) - cell(row, at) * (found[at] ?? 0);
    found[row] = (found[row] ?? 0) / cell(row, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) found[row] = (found[row] ?? 0) - cell(at, row) * (found[at] ?? 0);
    found[row] = (found[row] ?? 0) / cell(row, row);
  }
  return found;
}
