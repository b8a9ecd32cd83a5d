export * from './diagnostic.ts';
export * from './flow-error.ts';
export * from './wire.ts';
