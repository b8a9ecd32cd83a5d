export * from './cancellation.ts';
export * from './diagnostic.ts';
export * from './flow-error.ts';
export * from './nearest-name.ts';
export * from './source-excerpt.ts';
export * from './stack-trace.ts';
export * from './wire.ts';
