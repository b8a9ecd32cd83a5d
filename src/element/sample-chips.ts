import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import { type FlowSample, loadSamples, sampleInputs } from './samples.ts';

/** The samples of a flow, and which of them the form was filled from. */
export class SamplesController implements ReactiveController {
  samples: readonly FlowSample[] = [];
  chosen: string | undefined;
  fetching: string | undefined;
  fault: string | undefined;
  private isGivenWay = false;
  private abort: AbortController | undefined;
  private readonly host: ReactiveControllerHost;
  private readonly fill: (values: Readonly<Record<string, unknown>>) => void;

  constructor(host: ReactiveControllerHost, fill: (values: Readonly<Record<string, unknown>>) => void) {
    this.host = host;
    this.fill = fill;
    host.addController(this);
  }

  // Lit asks for at least one member of a controller.
  hostDisconnected(): void {
    this.abort?.abort();
  }

  /** Takes other samples. With `takeFirst`, the form is filled as soon as it is there. */
  load(from: string | readonly FlowSample[] | undefined, takeFirst: boolean, ready: Promise<void>): void {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.samples = [];
    this.isGivenWay = false;
    this.chosen = undefined;
    this.fault = undefined;
    const coming = typeof from === 'string' ? loadSamples(from, abort.signal) : Promise.resolve(from ?? []);
    Promise.all([coming, ready]).then(
      async ([samples]) => {
        if (this.abort !== abort || abort.signal.aborted) return;
        this.samples = samples;
        this.host.requestUpdate();
        await this.host.updateComplete;
        const first = samples[0];
        if (takeFirst && first !== undefined && !this.isGivenWay) await this.choose(first);
      },
      // A flow runs without samples; a missing index is no fault to show.
      () => {},
    );
  }

  /** Leaves the form to somebody else: a sample that is on its way does not fill it any more. */
  giveWay(): void {
    this.chosen = undefined;
    this.fetching = undefined;
    this.isGivenWay = true;
    this.host.requestUpdate();
  }

  async choose(sample: FlowSample): Promise<void> {
    this.fetching = sample.id;
    this.fault = undefined;
    this.host.requestUpdate();
    try {
      const values = await sampleInputs(sample);
      // Another sample may have been asked for in the meantime.
      if (this.fetching !== sample.id) return;
      this.chosen = sample.id;
      this.fill(values);
    } catch (thrown) {
      if (this.fetching !== sample.id) return;
      this.fault = thrown instanceof Error ? thrown.message : String(thrown);
    }
    this.fetching = undefined;
    this.host.requestUpdate();
  }
}

/** "Try: …", one button per sample. */
export function renderSampleChips(controller: SamplesController): TemplateResult | typeof nothing {
  const { samples, chosen, fetching, fault } = controller;
  if (samples.length === 0) return nothing;
  return html`<div class="samples" role="group" aria-label="Samples">
    <span class="muted small">Try</span>
    ${samples.map(
      (sample) => html`<button
        class="chip"
        type="button"
        title=${sample.description ?? ''}
        aria-pressed=${chosen === sample.id}
        aria-busy=${fetching === sample.id}
        @click=${() => void controller.choose(sample)}
      >
        ${sample.title}
      </button>`,
    )}
    ${fault === undefined ? nothing : html`<p class="fault small" role="alert">${fault}</p>`}
  </div>`;
}
