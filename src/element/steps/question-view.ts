import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Question } from '../../engine/state/question.ts';
import { FlowError } from '../../errors/index.ts';
import { answerQuestion } from '../answering.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import type { InputForm } from '../form/input-form.ts';
import '../form/input-form.ts';
import { type FieldFaults, mergeFaults } from '../form/read-form.ts';

/** What a step asks a person: the message, the form that belongs to it, and yes or no. */
@customElement('prompt-flow-question')
export class QuestionView extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .message {
        font-size: var(--pf-size-body);
        white-space: pre-wrap;
      }
      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) question: Question | undefined;
  @state() private faults: FieldFaults = {};
  @state() private problem: string | undefined;
  @state() private isSending = false;
  @query('prompt-flow-form') private readonly form!: InputForm | null;

  override render(): TemplateResult | typeof nothing {
    const { question } = this;
    if (question === undefined) return nothing;
    const hasForm = question.form.length > 0;
    return html`<p class="message">${question.message}</p>
      ${
        hasForm
          ? html`<prompt-flow-form
              .inputs=${question.form}
              .faults=${this.faults}
              @form-changed=${this.mended}
            ></prompt-flow-form>`
          : nothing
      }
      ${this.problem === undefined ? nothing : html`<p role="alert">${this.problem}</p>`}
      <div class="answers">
        <button class="primary" type="button" ?disabled=${this.isSending} @click=${this.approve}>
          ${hasForm ? 'Send' : 'Approve'}
        </button>
        <button class="quiet" type="button" ?disabled=${this.isSending} @click=${this.decline}>Decline</button>
      </div>`;
  }

  private readonly approve = async (): Promise<void> => {
    const { values, faults } = this.form?.read() ?? { values: {}, faults: {} };
    this.faults = faults;
    if (Object.keys(faults).length === 0) await this.send(values);
    else this.form?.focusFirstFault();
  };

  private readonly decline = (): Promise<void> => this.send({ approved: false });

  /** The question goes when the step says that it was answered; what is not taken is shown, and can be mended. */
  private async send(values: Readonly<Record<string, unknown>>): Promise<void> {
    const { question } = this;
    if (question === undefined || this.isSending) return;
    this.isSending = true;
    this.problem = undefined;
    try {
      await answerQuestion(this, question, values);
    } catch (thrown) {
      const { code, message, diagnostics = [] } = FlowError.from(thrown);
      if (code === 'invalid_inputs') this.faults = mergeFaults({}, diagnostics);
      else this.problem = message;
    }
    this.isSending = false;
  }

  private readonly mended = (event: CustomEvent<string>): void => {
    // A field of this form is none of the flow's own.
    event.stopPropagation();
    const { [event.detail]: _mended, ...rest } = this.faults;
    this.faults = rest;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-question': QuestionView;
  }
}
