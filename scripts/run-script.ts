/**
 * Runs a command with its arguments. What goes wrong ends in a sentence and exit code 1, not in a stack:
 * the people who read it are users of the project. `DEBUG=1` shows the stack.
 */
export async function runScript(command: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`\n${process.env['DEBUG'] && error instanceof Error ? error.stack : message}\n`);
    process.exitCode = 1;
  }
}
