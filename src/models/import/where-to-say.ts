const fields = {
  model: { field: 'Name', example: 'organisation/name' },
  task: { field: 'Task', example: 'text-classification' },
  dtype: { field: 'Precision', example: 'q8' },
} as const;

/** Where somebody says of a model what its files do not: in the page of models, and from a program. */
export function whereToSay(option: keyof typeof fields, example: string = fields[option].example): string {
  const { field } = fields[option];
  return `the field ${field} in the page, or \`${option}\` of \`import(files, {${option}: "${example}"})\``;
}
