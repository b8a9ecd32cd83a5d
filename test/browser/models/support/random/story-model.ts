import { writeOnnx } from '../../../../../scripts/models/convert/onnx/write-onnx.ts';
import { readCheckpoint } from '../../../../../scripts/models/convert/stories/checkpoint.ts';
import { llamaGraph } from '../../../../../scripts/models/convert/stories/llama-graph.ts';
import { floatForm } from '../../../../../scripts/models/convert/stories/matrix-form.ts';
import { SMALL, smallCheckpoint } from '../../../../converted-models/small-checkpoint.ts';
import { type Folder, json } from '../../import/model-folder.ts';
import { idOf, tokenizerFiles } from './small-tokenizer.ts';

/**
 * A small Llama of random weights in full precision, as the conversion of stories15M makes it. It knows the first 40
 * tokens: letters from b on, and digits up to 8.
 */
export function storyModel(): Folder {
  const graph = writeOnnx(llamaGraph(readCheckpoint(smallCheckpoint()), floatForm, {}));
  const ends = { bos_token_id: idOf('[CLS]'), eos_token_id: idOf('[SEP]') };
  return {
    'config.json': json({
      model_type: 'llama',
      architectures: ['LlamaForCausalLM'],
      hidden_size: SMALL.width,
      intermediate_size: SMALL.hidden,
      num_hidden_layers: SMALL.layers,
      num_attention_heads: SMALL.heads,
      num_key_value_heads: SMALL.heads,
      head_dim: SMALL.width / SMALL.heads,
      vocab_size: SMALL.words,
      max_position_embeddings: SMALL.context,
      ...ends,
    }),
    'generation_config.json': json(ends),
    ...tokenizerFiles('PreTrainedTokenizer'),
    'onnx/model.onnx': new Blob([graph as Uint8Array<ArrayBuffer>]),
  };
}
