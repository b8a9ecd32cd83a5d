import { FlowError } from '../../errors/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import type { ModelFiles } from './model-files.ts';
import { externalLocations } from './onnx/external-locations.ts';

/**
 * Holds against the list of files what an ONNX graph says of tensors that lie in files beside it. A graph comes from
 * whoever made it: it may not name a place outside the model's own folder.
 * Rejects with `model_invalid`.
 */
export async function checkExternalData(model: CatalogueModel, files: ModelFiles): Promise<void> {
  for (const [path, content] of files) {
    if (!path.endsWith('.onnx')) continue;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    for (const location of await externalLocations(content, `${path} of ${model.id}`)) {
      const isOutside = /^[/\\]|^[a-z][\w+.-]*:|(^|[/\\])\.\.([/\\]|$)/i.test(location);
      if (isOutside) {
        const hint = 'Do not use this file: a model that is whole names only files beside it.';
        const message = `${path} of ${model.id} wants weights from "${location}", outside its own folder.`;
        throw new FlowError('model_invalid', message, { hint });
      }
      if (files.has(`${folder}${location}`)) continue;
      const hint = `Bring ${location} along, in the same folder.`;
      throw new FlowError('model_invalid', `${path} of ${model.id} wants ${location}, which is not there.`, {
        hint,
      });
    }
  }
}
