/** The stack of an error and of the errors behind it, as one text for those who mend the code. */
export function stackTrace(error: Error): string {
  const stacks: string[] = [];
  // Causes may go in a circle.
  for (let cause: unknown = error; cause instanceof Error && stacks.length < 10; cause = cause.cause) {
    stacks.push(cause.stack ?? `${cause.name}: ${cause.message}`);
  }
  return stacks.join('\nCaused by: ');
}
