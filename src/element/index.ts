/** Registers `<prompt-flow>` and names what a page may import beside it. */
export { PromptFlow } from './prompt-flow.ts';
export type { FlowSample } from './samples.ts';
