/** A flow as YAML text, or as the object that such text stands for. */
export type FlowSource = string | Readonly<Record<string, unknown>>;
