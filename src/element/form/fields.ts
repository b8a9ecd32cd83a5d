import type { TemplateResult } from 'lit';
import { segmentsField, selectField } from './choice-field.ts';
import { type Control, controlFor } from './control.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field-frame.ts';
import { fileField } from './file-field.ts';
import { listField } from './list-field.ts';
import { switchField } from './switch-field.ts';
import { lineField, numberField, objectField, textField } from './text-field.ts';

/** How each control is drawn. */
const fields: Readonly<Record<Control, (field: Field) => TemplateResult>> = {
  line: ofKind('text', lineField),
  text: ofKind('text', textField),
  number: ofKind('text', numberField),
  object: ofKind('text', objectField),
  switch: ofKind('switch', switchField),
  segments: ofKind('choice', segmentsField),
  select: ofKind('choice', selectField),
  list: ofKind('list', listField),
  file: ofKind('file', fileField),
};

/** Draws the field of an input. */
export function renderField(field: Field): TemplateResult {
  return fields[controlFor(field.input)](field);
}

/** A control is only ever given the kind of draft that it makes itself: anything else is a slip of ours. */
function ofKind<K extends Draft['kind']>(
  kind: K,
  render: (field: Field<Draft & { kind: K }>) => TemplateResult,
): (field: Field) => TemplateResult {
  return (field) => {
    if (field.draft.kind !== kind)
      throw new TypeError(`A ${kind} field was given a ${field.draft.kind} draft.`);
    return render(field as unknown as Field<Draft & { kind: K }>);
  };
}
