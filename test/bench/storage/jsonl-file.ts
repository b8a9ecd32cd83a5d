/** Lines that are made at once. */
const BLOCK = 5000;

/** A jsonl file of so many rows of about 130 bytes. */
export function jsonlFile(rows: number): Blob {
  const text = 'x'.repeat(100);
  const blocks: Blob[] = [];
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    const lines = Array.from(
      { length: count },
      (_, place) => `${JSON.stringify({ n: from + place, text })}\n`,
    );
    blocks.push(new Blob([lines.join('')]));
  }
  return new Blob(blocks);
}

/** A flow that gives each row of its file to a step that does nothing, and writes the results into a file. */
export function batchFlow(durability: 'async' | 'none'): string {
  return `name: rows
config: {execution: {durability: ${durability}}}
inputs:
  - {name: rows, type: file}
steps:
  - name: batch
    executor: batch_processor
    config:
      items: "{{ inputs.rows }}"
      executor: no_op
      config: {values: ["{{ item.n }}"]}
      result: "{{ outputs.value }}"
      on_item_error: fail
      batch_size: 100
      format: jsonl
      results_to: jsonl
`;
}
