import type { Device, FlowContext, Logger, ModelAccess, Progress, RunSnapshot } from '../executors/index.ts';
import type { FlowDefinition, PlannedStep } from '../flow/index.ts';
import type { RunEvent } from './run-event.ts';
import type { RunnerServices } from './runner-services.ts';

interface StepSurroundings {
  readonly definition: FlowDefinition;
  readonly step: PlannedStep;
  readonly executionId: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly services: RunnerServices;
  readonly snapshot: RunSnapshot;
  readonly device: Device | undefined;
  readonly emit: (event: RunEvent) => void;
}

/** Makes what one step may see and reach. */
export function stepContext(surroundings: StepSurroundings): FlowContext {
  const { definition, step, executionId, attempt, signal, services, snapshot, device, emit } = surroundings;
  const name = step.definition.name;
  let last: Progress | undefined;
  return {
    flowId: definition.name,
    stepName: name,
    executionId,
    config: definition.config,
    metadata: { attempt, flow_version: definition.version ?? null },
    tempDir: `runs/${executionId}/`,
    signal,
    logger: logger(name, services, emit),
    files: services.files,
    models: device === undefined ? services.models : onDevice(services.models, device),
    run: snapshot,
    progress: (progress) => {
      last = neverBackwards(last, progress);
      emit({ type: 'step_progress', step: name, progress: last });
    },
    emit: (partial) => emit({ type: 'step_partial', step: name, partial }),
  };
}

function neverBackwards(last: Progress | undefined, next: Progress): Progress {
  const same = last?.phase === next.phase && last.label === next.label && last.total === next.total;
  if (!same || last?.loaded === undefined || next.loaded === undefined) return next;
  return { ...next, loaded: Math.max(last.loaded, next.loaded) };
}

function logger(step: string, { clock }: RunnerServices, emit: (event: RunEvent) => void): Logger {
  const at = (level: keyof Logger) => (message: string) =>
    emit({ type: 'step_log', step, level, message, time: clock.now() });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** The run's own choice of device, for steps that leave it open. */
function onDevice(models: ModelAccess, device: Device): ModelAccess {
  return {
    run: (spec, input, options) => {
      const open = spec.device === undefined || spec.device === 'auto';
      return models.run(open ? { ...spec, device } : spec, input, options);
    },
  };
}
