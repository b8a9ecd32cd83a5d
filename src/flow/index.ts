export * from './check-inputs.ts';
export * from './execution-plan.ts';
export * from './executor-catalogue.ts';
export * from './flow-definition.ts';
export * from './flow-outline.ts';
export * from './flow-source.ts';
export * from './input-definition.ts';
export * from './load-flow.ts';
export { renderMap, renderValue } from './value-template.ts';
