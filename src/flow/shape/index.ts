export * from './collections.ts';
export * from './map-shape.ts';
export * from './scalars.ts';
export { describe, type JsonSchema, type Shape } from './shape.ts';
