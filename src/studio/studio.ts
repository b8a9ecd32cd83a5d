import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { baseStyles, buttonStyles } from '../element/base-styles.ts';
import { theme } from '../element/theme.ts';
import { type CatalogueFlow, loadCatalogue } from './catalogue.ts';
import { deviceFacts } from './device-facts.ts';
import { type CatalogueState, galleryStyles, renderGallery } from './gallery-view.ts';
import { mark } from './mark.ts';
import { ModelsPage } from './models/models-page.ts';
import { MODELS_ADDRESS, type Route, routeOf } from './route.ts';
import { studioStyles } from './studio-styles.ts';

const back = html`<nav aria-label="Place"><a class="back" href="#/">All flows</a></nav>`;

/** The page that opens: a gallery of flows, one flow at a time, or the models, by the address's hash. */
@customElement('prompt-flow-studio')
export class Studio extends LitElement {
  static override styles = [theme, baseStyles, buttonStyles, galleryStyles, studioStyles];

  @state() private route: Route = routeOf(location.hash);
  @state() private catalogue: CatalogueState = { status: 'loading' };
  @state() private facts: readonly string[] = [];
  @query('main') private readonly main!: HTMLElement | null;
  /** Where the gallery was left, to come back to. */
  private galleryScroll = 0;
  private models: ModelsPage | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.navigate);
    void this.loadFlows();
    void deviceFacts().then((facts) => {
      this.facts = facts;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.navigate);
  }

  override render(): TemplateResult {
    return html`<header class="bar">
        <a class="brand" href="#/" aria-label="PromptFlow, all flows">${mark} <span>PromptFlow</span></a>
        <div class="aside">
          <p class="promise">Nothing leaves this page</p>
          <a href=${MODELS_ADDRESS} aria-current=${this.route.page === 'models' ? 'page' : nothing}>Models</a>
        </div>
      </header>
      <main tabindex="-1">${this.page()}</main>
      <footer>
        <ul>
          ${this.facts.map((fact) => html`<li>${fact}</li>`)}
          <li><a href=${MODELS_ADDRESS}>Models and their licences</a></li>
        </ul>
      </footer>`;
  }

  protected override updated(): void {
    const { route } = this;
    const title =
      route.page === 'flow' ? this.titleOf(route.id) : route.page === 'models' ? 'Models' : undefined;
    document.title = title === undefined ? 'PromptFlow' : `${title} – PromptFlow`;
  }

  private page(): TemplateResult | typeof nothing {
    const { route } = this;
    switch (route.page) {
      case 'gallery':
        return renderGallery(this.catalogue, this.retry);
      case 'flow':
        return this.flowPage(route.id);
      case 'models':
        // The same one each time: an import goes on while flows are looked at.
        this.models ??= new ModelsPage();
        return html`${back}${this.models}`;
    }
  }

  private flowPage(id: string): TemplateResult | typeof nothing {
    const { catalogue } = this;
    if (catalogue.status === 'loading') return html`<p class="notice" role="status">Looking for the flow</p>`;
    const entry = this.entryOf(id);
    if (catalogue.status === 'ready' && entry === undefined) {
      return html`${back}
        <div class="notice" role="alert">
          <h1>There is no flow named “${id}”</h1>
          <p>It may have been renamed or taken away. Every flow of this site is in the gallery.</p>
          <a class="button" href="#/">See all flows</a>
        </div>`;
    }
    // Without a list the flow may still be there, at the usual place.
    const folder = `flows/${encodeURIComponent(id)}`;
    return html`${back}
      <prompt-flow
        start-with-sample
        heading-level="1"
        .heading=${entry?.title}
        .src=${entry?.src ?? `${folder}/flow.yaml`}
        .samples=${entry?.samples ?? `${folder}/samples/index.json`}
      ></prompt-flow>`;
  }

  private entryOf(id: string): CatalogueFlow | undefined {
    return this.catalogue.status === 'ready'
      ? this.catalogue.flows.find((flow) => flow.id === id)
      : undefined;
  }

  private titleOf(id: string): string {
    return this.entryOf(id)?.title ?? id;
  }

  private async loadFlows(): Promise<void> {
    try {
      this.catalogue = { status: 'ready', flows: await loadCatalogue() };
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.catalogue = { status: 'failed', message };
    }
  }

  private readonly retry = (): void => {
    this.catalogue = { status: 'loading' };
    void this.loadFlows();
  };

  /** A new page starts at its top with the focus, as a new document would; the gallery where it was left. */
  private readonly navigate = async (): Promise<void> => {
    const next = routeOf(location.hash);
    if (this.route.page === 'gallery') this.galleryScroll = window.scrollY;
    this.route = next;
    await this.updateComplete;
    this.main?.focus({ preventScroll: true });
    window.scrollTo(0, next.page === 'gallery' ? this.galleryScroll : 0);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'prompt-flow-studio': Studio;
  }
}
