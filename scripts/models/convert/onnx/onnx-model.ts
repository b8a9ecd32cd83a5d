/** The parts of an ONNX model that our conversions write, by the names that people use for them. */
export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Notes that the file carries, such as where its weights are from. */
  readonly notes: Readonly<Record<string, string>>;
}

/** The types of tensors that our conversions write, with their numbers in the format. */
export const elementTypes = { float32: 1, uint8: 2, int8: 3, int64: 7, bool: 9 } as const;

export type ElementType = keyof typeof elementTypes;

/** A whole number, a list of them, a text, or a number of the other kind. */
export type Attribute = number | readonly number[] | string | { readonly float: number };

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Numbers that the file holds: weights, and sizes and the like that operators want as tensors. */
export interface OnnxConstant {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: Float32Array | Uint8Array | Int8Array | BigInt64Array;
}

/** What goes in or comes out. A name in the shape stands for a size that the caller chooses. */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}
