import { inProject } from '../../project.ts';
import { installPeers } from '../install-peers.ts';

/** Installs the native runtime under `test/bench/models`. */
export function installNative(say: (line: string) => void): Promise<void> {
  const note = 'Installing onnxruntime-node under test/bench/models (once, about 290 MB on disk)';
  return installPeers(inProject('test', 'bench', 'models'), note, say);
}
