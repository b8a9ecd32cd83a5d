import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Question } from '../../engine/state/question.ts';
import { FlowError } from '../../errors/index.ts';
import { baseStyles, buttonStyles } from '../base-styles.ts';
import type { InputForm } from '../form/input-form.ts';
import '../form/input-form.ts';
import { type FieldFaults, mergeFaults } from '../form/read-form.ts';
import '../values/text-value.ts';
import { answerQuestion } from './answering.ts';
import { mayTakeFocus } from './focus-question.ts';
import { questionStyles } from './question-styles.ts';
import { LAST_SECONDS, timeLeftText } from './time-left.ts';

/** A message of a line or two stands as a heading over its form; a longer one is text to read. */
const SHORT_MESSAGE = 120;

/** What a step asks a person: the message, the form that belongs to it, and yes or no. */
@customElement('prompt-flow-question')
export class QuestionView extends LitElement {
  static override styles = [baseStyles, buttonStyles, questionStyles];

  @property({ attribute: false }) question: Question | undefined;
  /** Whole seconds until it is too late, where there is a deadline. */
  @property({ attribute: false }) secondsLeft: number | undefined;
  @state() private faults: FieldFaults = {};
  @state() private problem: string | undefined;
  /** An answer is under way, or was taken; then the step is about to say so, and the question to go. */
  @state() private sent: 'yes' | 'no' | undefined;
  @query('prompt-flow-form') private readonly form!: InputForm | null;
  @query('.question') private readonly frame!: HTMLElement | null;

  constructor() {
    super();
    // Neither may reach the flow around: its own form would take the file, and Run the keys.
    this.addEventListener('paste', (event) => {
      this.form?.takePasted(event);
      event.stopPropagation();
    });
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      void this.send('yes');
    });
  }

  /** Puts the focus on the question: on no button, so that an Enter meant for something else answers nothing. */
  override focus(options?: FocusOptions): void {
    this.frame?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('question')) return;
    this.faults = {};
    this.problem = undefined;
    this.sent = undefined;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Where the page stands is the reader's to say; the note beside Run leads here.
    if (changed.has('question') && mayTakeFocus(this)) this.focus({ preventScroll: true });
  }

  override render(): TemplateResult | typeof nothing {
    const { question } = this;
    if (question === undefined) return nothing;
    return html`<div class="question" role="group" tabindex="-1" aria-label="Question of step ${question.step}">
      <prompt-flow-text
        class="message ${question.message.length <= SHORT_MESSAGE ? 'short' : ''}"
        .text=${question.message}></prompt-flow-text>
      ${
        question.form.length === 0
          ? nothing
          : html`<prompt-flow-form
              .inputs=${question.form}
              .faults=${this.faults}
              @form-changed=${this.mended}
              @run-requested=${() => this.send('yes')}
            ></prompt-flow-form>`
      }
      ${this.problem === undefined ? nothing : html`<p class="problem small" role="alert">${this.problem}</p>`}
      <div class="answers">${this.buttons(question)}${this.timeLeft()}</div>
    </div>`;
  }

  private buttons({ form }: Question): TemplateResult {
    const { sent } = this;
    // A form that asks for "approved" itself has the yes and the no in its fields.
    const asksYesOrNo = !form.some(({ name }) => name === 'approved');
    const yes = form.length === 0 ? 'Approve' : 'Send';
    // aria-disabled and not disabled: the button keeps the focus while it cannot be pressed.
    return html`<button
        class="primary"
        type="button"
        aria-disabled=${sent !== undefined}
        @click=${() => this.send('yes')}
      >
        ${sent === 'yes' ? 'Sending' : yes}
      </button>
      ${
        asksYesOrNo
          ? html`<button class="decline" type="button" aria-disabled=${sent !== undefined} @click=${() => this.send('no')}>
              ${sent === 'no' ? 'Declining' : 'Decline'}
            </button>`
          : nothing
      }`;
  }

  private timeLeft(): TemplateResult | typeof nothing {
    const { secondsLeft } = this;
    if (secondsLeft === undefined) return nothing;
    const style = secondsLeft <= LAST_SECONDS ? 'last' : '';
    return html`<span class="left small ${style}" role="timer">${timeLeftText(secondsLeft)}</span>`;
  }

  /** Hands the answer on, once. What is not taken stays open, with every fault at its field, as in the flow's own form. */
  private async send(word: 'yes' | 'no'): Promise<void> {
    const { question } = this;
    if (question === undefined || this.sent !== undefined) return;
    const reading = word === 'yes' ? this.form?.read() : undefined;
    this.sent = word;
    this.problem = undefined;
    this.faults = {};
    try {
      await answerQuestion(this, question, word === 'yes' ? (reading?.values ?? {}) : { approved: false });
    } catch (thrown) {
      // The step may have asked something else meanwhile, which this is no answer to.
      if (this.question !== question) return;
      await this.refused(FlowError.from(thrown), reading?.faults ?? {});
    }
  }

  private async refused({ code, message, hint, diagnostics }: FlowError, own: FieldFaults): Promise<void> {
    this.sent = undefined;
    if (code === 'invalid_inputs') this.faults = mergeFaults(own, diagnostics ?? []);
    if (Object.keys(this.faults).length === 0) {
      this.problem = hint === undefined ? message : `${message} ${hint}`;
      return;
    }
    await this.updateComplete;
    await this.form?.updateComplete;
    this.form?.focusFirstFault();
  }

  private readonly mended = (event: CustomEvent<string>): void => {
    const { [event.detail]: _mended, ...rest } = this.faults;
    this.faults = rest;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-question': QuestionView;
  }
}
