import '../element/index.ts';
import './studio.ts';
import { defaultEngine } from '../element/default-engine.ts';

// What a closed page cut off, and what waits in queues, goes on whichever page opens: the gallery too, which runs nothing
// itself. First it is shown, though.
addEventListener('load', () => setTimeout(goOn));

async function goOn(): Promise<void> {
  try {
    await (await defaultEngine()).storageInfo();
  } catch {
    // Whoever opens a flow is told.
  }
}
