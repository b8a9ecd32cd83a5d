import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { cssVariables } from '../css-variables.ts';
import { formatClock } from '../format/duration.ts';
import { icons } from '../icons.ts';
import { Recorder, type RecorderState } from './recorder.ts';

/** Records from the microphone and says `recorded` with the file. Its light DOM takes the styles of the form. */
@customElement('prompt-flow-microphone')
export class MicrophoneButton extends LitElement {
  @state() private recording: RecorderState = { status: 'idle' };
  private readonly recorder = new Recorder(
    (next) => {
      this.recording = next;
    },
    (file) => this.dispatchEvent(new CustomEvent('recorded', { detail: file })),
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.recorder.abandon();
  }

  override render(): TemplateResult | typeof nothing {
    if (!Recorder.available()) return nothing;
    const { recording } = this;
    if (recording.status === 'recording') {
      return html`<button type="button" class="recording" @click=${() => this.recorder.stop()}>
          ${icons.stop()} Stop recording
        </button>
        <span class="clock" role="timer">${formatClock(recording.seconds)}</span>
        <span class="level" aria-hidden="true" ${cssVariables({ '--level': `${Math.round(recording.level * 100)}%` })}></span>`;
    }
    const asking = recording.status === 'asking';
    const fault = recording.status === 'idle' ? recording.fault : undefined;
    return html`<button type="button" ?disabled=${asking} @click=${() => this.recorder.start()}>
        ${icons.microphone()} ${asking ? 'Waiting for permission' : 'Record'}
      </button>
      ${fault === undefined ? nothing : html`<p class="fault" role="alert">${fault}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-microphone': MicrophoneButton;
  }
}
