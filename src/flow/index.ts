export * from './checking/executor-catalogue.ts';
export * from './execution-plan.ts';
export * from './flow-definition.ts';
export * from './flow-outline.ts';
export * from './flow-source.ts';
export * from './inputs/check-inputs.ts';
export * from './inputs/input-definition.ts';
export * from './load-flow.ts';
export { renderMap, renderValue } from './value-template.ts';
