import { FlowError } from '../../errors/index.ts';
import type { ModelAnswer, ModelRunOptions, ModelSpec } from '../../executors/index.ts';
import { checkInput, readInput } from '../../executors/model-input.ts';
import { checkOptions } from '../../executors/model-options.ts';
import { taskNamed } from '../../executors/model-tasks.ts';
import type { ModelCatalogue } from '../catalogue/model-catalogue.ts';
import type { LoadedModel, ModelHost } from '../host/model-host.ts';
import type { ModelWeights } from '../weights/weight-library.ts';
import { classify, HEAD_FILE, type Head, readHead } from './head.ts';

export interface HeadModelsParts {
  readonly catalogue: Pick<ModelCatalogue, 'candidates' | 'taskOf'>;
  readonly weights: ModelWeights;
  readonly host: Pick<ModelHost, 'run' | 'preload' | 'revision' | 'loaded' | 'unload'>;
}

/** A model that is a head upon the vectors of another. */
interface KnownHead {
  readonly id: string;
  readonly base: string;
  readonly head: Head;
}

const TASK = 'text-classification';

/**
 * Runs classifiers that are a head upon a model of sentence embeddings: the embeddings come from the host, as they do for
 * every other step, so a few kilobytes and no second model are held for it. All else goes to the host.
 */
export class HeadModels {
  private readonly parts: HeadModelsParts;
  /** What a name means, by id and precision; undefined where the host knows what to do with it. */
  private readonly known = new Map<string, Promise<KnownHead | undefined>>();

  constructor(parts: HeadModelsParts) {
    this.parts = parts;
  }

  async run(spec: ModelSpec, input: unknown, options: ModelRunOptions = {}): Promise<ModelAnswer> {
    const { host } = this.parts;
    const found = taskNamed(spec.task) === TASK ? await this.headOf(spec) : undefined;
    if (found === undefined) return host.run(spec, input, options);
    const { top_k: most = 1, ...others } = readOptions(options.options ?? {});
    checkInput(TASK, input, others);
    const isList = Array.isArray(input);
    const texts = (isList ? input : [input]).map((item) => readInput(TASK, item, others).main);
    const { options: _own, onPartial: _none, ...watch } = options;
    const answer = await host.run(baseSpec(found, spec), texts, watch);
    // A list of texts gives a list of vectors.
    const labels = (answer.output as readonly Float32Array[]).map((vector) =>
      classify(found.head, vector).slice(0, most ?? undefined),
    );
    // As transformers.js has it: one label for each text stands in one list.
    const output = isList ? (most === 1 ? labels.flat() : labels) : labels[0];
    return { ...answer, output, model: found.id };
  }

  async preload(spec: Partial<ModelSpec>, options: ModelRunOptions = {}): Promise<void> {
    const { host, catalogue } = this.parts;
    const task = spec.task === undefined ? await catalogue.taskOf(spec.model) : taskNamed(spec.task);
    const found = task === TASK ? await this.headOf({ ...spec, task }) : undefined;
    return host.preload(found === undefined ? spec : baseSpec(found, spec), options);
  }

  revision(): Promise<string> {
    return this.parts.host.revision();
  }

  loaded(): readonly LoadedModel[] {
    return this.parts.host.loaded();
  }

  unload(model?: string): void {
    // What goes by a name may be something else from here on.
    this.known.clear();
    this.parts.host.unload(model);
  }

  /** Looked up once: a call then costs no look into the database. */
  private headOf(spec: ModelSpec): Promise<KnownHead | undefined> {
    if (spec.files !== undefined) return Promise.resolve(undefined);
    const key = `${spec.model ?? ''}|${spec.dtype ?? ''}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const finding = this.findHead(spec).catch((thrown: unknown) => {
      this.known.delete(key);
      throw thrown;
    });
    this.known.set(key, finding);
    return finding;
  }

  private async findHead(spec: ModelSpec): Promise<KnownHead | undefined> {
    const { catalogue, weights } = this.parts;
    const [model] = await catalogue.candidates({ ...spec, task: TASK });
    if (model?.base === undefined) return undefined;
    // A few kilobytes for all that wait for it: one caller that gives up shall not end it for the others.
    const files = await weights.bring(model);
    return { id: model.id, base: model.base, head: await readHead(model.id, files.get(HEAD_FILE)) };
  }
}

function baseSpec({ base }: KnownHead, { device }: Partial<ModelSpec>): ModelSpec {
  return { task: 'feature-extraction', model: base, ...(device !== undefined && { device }) };
}

/** A head knows no option but how many labels to tell of. */
function readOptions(options: Readonly<Record<string, unknown>>): { readonly top_k?: number | null } {
  checkOptions(options);
  const unknown = Object.keys(options).find((name) => name !== 'top_k');
  if (unknown === undefined) return options;
  const message = `${TASK} by this model has no option "${unknown}".`;
  throw new FlowError('option_invalid', message, {
    hint: 'There is top_k: how many labels, 1 of them if left out.',
  });
}
