import type { FlowEngine } from '../engine/index.ts';
import { EngineClient } from './engine/engine-client.ts';

let engine: FlowEngine | undefined;

/** The page's one engine, started at the first call: every element of the page shares its models and workers. */
export function sharedEngine(): FlowEngine {
  engine ??= new EngineClient();
  return engine;
}
