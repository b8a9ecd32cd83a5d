export * from './clock.ts';
export * from './flow-engine.ts';
export * from './flow-result.ts';
export * from './flow-runner.ts';
export * from './reduce-run-state.ts';
export * from './run-event.ts';
export * from './run-state.ts';
export * from './runner-services.ts';
