export type { PromptFlowEvents } from './element-events.ts';
export { PromptFlow } from './prompt-flow.ts';
export type { FlowSample } from './samples.ts';
export type { OpenFile } from './values/file-access.ts';
