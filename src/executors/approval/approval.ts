import { z } from 'zod';
import { checkInputs, readForm } from '../../flow/index.ts';
import { BaseExecutor } from '../base-executor.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';

const approvalConfig = z
  .object({
    message: z.string({ error: '"message" is required: what is asked.' }).min(1).describe('What is asked.'),
    form: z
      .array(z.unknown(), { error: '"form" has to be a list of inputs.' })
      .default([])
      .describe("What is to be filled in: inputs, written as the flow's own are."),
    timeout: z.number().min(0.001).optional().describe('Seconds to wait; without it, as long as it takes.'),
    default: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('Values that count as the answer when the time is over.'),
  })
  .superRefine((config, context) => {
    const { inputs, diagnostics } = readForm(config.form);
    for (const { message, severity } of diagnostics) {
      if (severity === 'error') context.addIssue({ code: 'custom', path: ['form'], message });
    }
    if (config.default === undefined || diagnostics.length > 0) return;
    for (const message of faultsOfDefault(inputs, config.default)) {
      context.addIssue({ code: 'custom', path: ['default'], message: `The default: ${message}` });
    }
  });

type ApprovalConfig = z.infer<typeof approvalConfig>;

const approvalOutputs = z.looseObject({
  approved: z.boolean().describe('Whether the answer was yes.'),
  answered_at: z.string().describe('When it was answered (ISO 8601, UTC).'),
});

/** Pauses the run until a person answers, with yes or no and what the form asks for. */
export class Approval extends BaseExecutor<ApprovalConfig> {
  readonly name = 'approval';
  override readonly description = 'Asks a person, and waits for the answer.';
  override readonly configSchema = approvalConfig;
  override readonly outputSchema = approvalOutputs;

  async execute(context: FlowContext, config: ApprovalConfig): Promise<ExecutionResult> {
    const { values, approved, answeredAt, byDefault } = await context.ask({
      message: config.message,
      form: readForm(config.form).inputs,
      ...(config.timeout !== undefined && { timeout: config.timeout }),
      ...(config.default !== undefined && { default: config.default }),
    });
    return succeed({ ...values, approved, answered_at: answeredAt }, { by_default: byDefault });
  }
}

/** A default that the form refuses would only show when nobody answers. */
function faultsOfDefault(
  inputs: ReturnType<typeof readForm>['inputs'],
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  const isAsked = inputs.some(({ name }) => name === 'approved');
  const { approved, ...others } = values;
  if (approved === false && !isAsked) return [];
  return checkInputs(inputs, isAsked ? values : others).diagnostics.map(({ message }) => message);
}
