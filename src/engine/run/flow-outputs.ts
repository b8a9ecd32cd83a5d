import { renderValue } from '../../flow/index.ts';
import type { RunSetting } from './run-setting.ts';

type Outputs = Record<string, unknown>;

/** What the flow gives. Throws a `FlowError` where the template of an output fails. */
export function outputsOf(setting: RunSetting): Outputs {
  const { definition, scope } = setting;
  if (definition.outputs === undefined) return outputsByStep(setting);
  const names = scope.withTotals(totalsOf(setting, true));
  return Object.fromEntries(definition.outputs.map(({ name, value }) => [name, renderValue(value, names)]));
}

/** After a failure: the outputs that can be made from what was finished. */
export function outputsSoFar(setting: RunSetting): Outputs {
  const { definition, scope } = setting;
  if (definition.outputs === undefined) return outputsByStep(setting);
  const names = scope.withTotals(totalsOf(setting, false));
  const outputs: Outputs = {};
  for (const { name, value } of definition.outputs) {
    try {
      outputs[name] = renderValue(value, names);
    } catch {
      // The run has an error already; that an output of an unfinished step is missing says nothing new.
    }
  }
  return outputs;
}

function outputsByStep({ recorder }: RunSetting): Outputs {
  const outputs: Outputs = {};
  for (const step of recorder.allSteps()) {
    if (step.status === 'succeeded') outputs[step.name] = step.outputs;
  }
  return outputs;
}

function totalsOf({ recorder, definition }: RunSetting, success: boolean): Outputs {
  return {
    success,
    completed_steps: recorder.count('succeeded'),
    failed_steps: recorder.count('failed'),
    total_steps: definition.steps.length,
  };
}
