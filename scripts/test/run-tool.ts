import { spawn } from 'node:child_process';
import { projectFolder } from '../project.ts';

/** Runs a tool of node_modules with Node, its output shown. Rejects when it finds fault. */
export async function runTool(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(signal ? `ended by ${signal}` : `exit code ${code}`)),
    );
  });
}
