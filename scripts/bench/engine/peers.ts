import { inProject } from '../../project.ts';
import { installPeers } from '../install-peers.ts';

/** Installs the other engines under `test/bench`. */
export function installEngines(say: (line: string) => void): Promise<void> {
  return installPeers(
    inProject('test', 'bench'),
    'Installing the other engines under test/bench (once, about 75 MB on disk)',
    say,
  );
}
