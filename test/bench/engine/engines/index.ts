import type { BenchEngine } from '../bench-engine.ts';
import { flowed } from './flowed.ts';
import { langgraph } from './langgraph.ts';
import { promptflow, promptflowFromText } from './promptflow.ts';
import { reteEngine } from './rete-engine.ts';
import { xstate } from './xstate.ts';

export const engines: readonly BenchEngine[] = [
  promptflow,
  promptflowFromText,
  flowed,
  reteEngine,
  xstate,
  langgraph,
];
