/** A section of docs/errors.md: a code, and where one is possible a flow that gives it. */
export interface DocumentedExample {
  readonly part: 'diagnostics' | 'flow errors';
  readonly code: string;
  /** What stands in the section, less the flow and what is printed. */
  readonly words: string;
  readonly flow?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** What the document says that the command line prints. */
  readonly printed?: string;
}

/** Reads every section that has a code for a title, under “Examples of …”. */
export function readExamples(document: string): readonly DocumentedExample[] {
  return document
    .split(/^## Examples of /m)
    .slice(1)
    .flatMap((text) => {
      const part = text.startsWith('diagnostics') ? 'diagnostics' : 'flow errors';
      return text
        .split(/^### /m)
        .slice(1)
        .map((section) => readExample(part, section));
    });
}

function readExample(part: DocumentedExample['part'], section: string): DocumentedExample {
  const code = /^`([a-z_]+)`$/m.exec(section)?.[1] ?? '';
  const flow = blockOf(section, 'yaml');
  const inputs = blockOf(section, 'json');
  const printed = blockOf(section, 'text');
  const words = section.replace(/^`.*`$/m, '').replace(/^```[\s\S]*?^```$/gm, '');
  return {
    part,
    code,
    words: words.trim(),
    ...(flow !== undefined && { flow: unfold(flow) }),
    ...(inputs !== undefined && { inputs: JSON.parse(inputs) }),
    ...(printed !== undefined && { printed }),
  };
}

/** The document with what was printed now in place of what it says. */
export function withPrinted(
  document: string,
  printedFor: (example: DocumentedExample) => string | undefined,
): string {
  const examples = readExamples(document);
  let place = 0;
  return document.replace(/^### `[a-z_]+`$[\s\S]*?(?=^##|(?![\s\S]))/gm, (section) => {
    const example = examples[place++];
    const printed = example === undefined ? undefined : printedFor(example);
    if (printed === undefined) return section;
    // A function as the replacement: `$` in what was printed is a `$`.
    return section.replace(/^```text\n[\s\S]*?^```$/m, () => `\`\`\`text\n${printed}\n\`\`\``);
  });
}

function blockOf(section: string, language: string): string | undefined {
  return new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(section)?.[1];
}

/** `step_N  # × 3` stands for three lines, `step_1` to `step_3`. */
function unfold(flow: string): string {
  return flow.replace(/^(.*\S) {2}# × (\d+)$/gm, (_, line: string, times: string) =>
    Array.from({ length: Number(times) }, (__, index) => line.replace('_N', `_${index + 1}`)).join('\n'),
  );
}
