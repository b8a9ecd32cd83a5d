/** Registers `<prompt-flow>` and names what a page may import beside it. */

export { RunHistoryElement } from './history/run-history-element.ts';
export { PromptFlow } from './prompt-flow.ts';
export type { FlowSample } from './samples.ts';
