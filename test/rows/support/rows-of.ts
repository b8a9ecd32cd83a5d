import { FlowError } from '../../../src/errors/index.ts';
import { type RowsForm, readRows } from '../../../src/rows/index.ts';

type Form = Omit<Partial<RowsForm>, 'csv'> & { readonly csv?: Partial<RowsForm['csv']> };

/** Every row's value; of a faulty row its code. */
export async function rowsOf(content: BlobPart, format: RowsForm['format'], form: Form = {}) {
  const csv = { header: true, quote: '"', ...form.csv };
  const rows: unknown[] = [];
  for await (const group of readRows(new Blob([content]), { encoding: 'utf-8', ...form, format, csv })) {
    for (const row of group.rows) rows.push(outcomeOf(() => row.read()));
  }
  return rows;
}

/** The message of a row's fault. */
export async function faultsOf(content: BlobPart, format: RowsForm['format'], form: Form = {}) {
  const rows = await rowsOf(content, format, form);
  return rows.filter((row) => row instanceof FlowError).map(({ code, message }) => `${code}: ${message}`);
}

function outcomeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (thrown) {
    return thrown;
  }
}
