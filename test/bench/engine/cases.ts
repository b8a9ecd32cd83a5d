import { chain, fan, mesh, type Shape } from './shape.ts';

/** The same graph in two sizes: what a step costs is the slope between them. */
export interface BenchCase {
  readonly name: string;
  readonly small: Shape;
  readonly large: Shape;
}

/** Each case says what a step costs at about that size, so growth with the size shows between the cases. */
export const cases: readonly BenchCase[] = [
  { name: 'chain-10', small: chain(10), large: chain(20) },
  { name: 'chain-100', small: chain(50), large: chain(100) },
  { name: 'chain-1000', small: chain(900), large: chain(1000) },
  { name: 'fan-10', small: fan(10), large: fan(20) },
  { name: 'fan-100', small: fan(50), large: fan(100) },
  { name: 'fan-1000', small: fan(900), large: fan(1000) },
  { name: 'mesh-10x10', small: mesh(10, 5), large: mesh(10, 10) },
  { name: 'mesh-30x30', small: mesh(30, 20), large: mesh(30, 30) },
];
