/** One embedded model as the footer names it. */
interface EmbeddedModel {
  readonly id: string;
  readonly licence: string;
}

/** The models that this site carries, each with its licence; nothing where their list cannot be read. */
export async function embeddedModels(): Promise<readonly string[]> {
  try {
    const response = await fetch('models/models.json');
    const { models } = (await response.json()) as { models: readonly EmbeddedModel[] };
    return models.map(({ id, licence }) => `${id} (${licence})`);
  } catch {
    // A flow that needs one of them says so; the footer need not.
    return [];
  }
}
