import { FlowError } from '../../errors/index.ts';
import { type CachePolicy, renderValue } from '../../flow/index.ts';
import { cacheKey } from './cache-key.ts';
import { failedBefore, type Invocation, NOTHING } from './invocation.ts';
import { secondsBetween } from './invoke-executor.ts';
import { attemptAll } from './retry-step.ts';
import type { Soon } from './soon.ts';
import type { StepCall } from './step-call.ts';

/** Does one piece of work of a step, or gives what the same work gave before, where the step says so. */
export function runCall(call: StepCall): Soon<Invocation> {
  const { cache } = call.step.definition;
  if (cache === undefined) return attemptAll(call);
  return withCache(call, cache).catch((thrown: unknown) =>
    failedBefore(FlowError.from(thrown), call.startedAt),
  );
}

async function withCache(call: StepCall, policy: CachePolicy): Promise<Invocation> {
  const { step, setting, names, config, startedAt } = call;
  const { registry, services, cache } = setting;
  const executor = registry.get(step.definition.executor);
  const content = policy.key === undefined ? config : { key: renderValue(policy.key, names) };
  const models = (await services.models.revision?.()) ?? '';
  const key = await cacheKey(executor, models, content);
  const known = key === undefined ? undefined : await cache.get(key);
  if (known !== undefined) {
    const endedAt = services.clock.now();
    const executionTime = secondsBetween(startedAt, endedAt);
    return { success: true, outputs: known, metadata: NOTHING, executionTime, endedAt, cached: true };
  }
  const invocation = await attemptAll(call);
  if (invocation.success && key !== undefined) await cache.set(key, invocation.outputs, policy.ttl);
  return invocation;
}
