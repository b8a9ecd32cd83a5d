import type { FlowEngine } from '../engine/index.ts';
import { EngineClient, type EngineClientOptions } from './engine/engine-client.ts';

let engine: FlowEngine | undefined;

/**
 * The page's one engine, started at the first call: every element of the page shares its models and workers.
 *
 * @param options how it is set up, asked at the first call alone
 */
export function sharedEngine(options: () => EngineClientOptions = () => ({})): FlowEngine {
  engine ??= new EngineClient(options());
  return engine;
}
