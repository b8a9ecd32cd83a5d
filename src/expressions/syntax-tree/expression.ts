/** Where something stands: 0-based indexes into the source, in UTF-16 units; the end is exclusive. */
export interface Placed {
  readonly start: number;
  readonly end: number;
}

export interface Literal extends Placed {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

export interface Name extends Placed {
  readonly kind: 'name';
  readonly name: string;
}

/** `object.name` */
export interface Member extends Placed {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
  /** Where the name itself stands: a missing member is shown there. */
  readonly nameStart: number;
}

/** `object[key]` */
export interface Index extends Placed {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression;
}

/** `object[from:to:step]` */
export interface Slice extends Placed {
  readonly kind: 'slice';
  readonly object: Expression;
  readonly from: Expression | null;
  readonly to: Expression | null;
  readonly step: Expression | null;
}

/** `object.get(key, fallback)`, the one method that can be called. */
export interface Get extends Placed {
  readonly kind: 'get';
  readonly object: Expression;
  readonly key: Expression;
  readonly fallback: Expression | null;
}

/** `[a, b]`, and `(a, b)` as well: tuples are lists. */
export interface List extends Placed {
  readonly kind: 'list';
  readonly items: readonly Expression[];
}

export interface MapDisplay extends Placed {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
}

export type UnaryOperator = '-' | '+' | 'not';

export interface Unary extends Placed {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';

export interface Arithmetic extends Placed {
  readonly kind: 'arithmetic';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `a ~ b ~ c`, joined as text. */
export interface Concatenation extends Placed {
  readonly kind: 'concatenation';
  readonly operands: readonly Expression[];
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in';

/** `a < b < c`: every neighbouring pair must hold. */
export interface Comparison extends Placed {
  readonly kind: 'comparison';
  readonly first: Expression;
  readonly rest: readonly { readonly operator: ComparisonOperator; readonly operand: Expression }[];
}

/** `a and b`, `a or b`: gives the operand that decided. */
export interface Logic extends Placed {
  readonly kind: 'logic';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

/** `whenTrue if condition else otherwise` */
export interface Conditional extends Placed {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly otherwise: Expression | null;
}

/** Arguments in the order of the parameters; null where one was left out. */
export type Arguments = readonly (Expression | null)[];

/** `input | name(arguments)` */
export interface Filter extends Placed {
  readonly kind: 'filter';
  readonly name: string;
  readonly input: Expression;
  readonly arguments: Arguments;
}

/** `input is name(arguments)` */
export interface Test extends Placed {
  readonly kind: 'test';
  readonly name: string;
  readonly negated: boolean;
  readonly input: Expression;
  readonly arguments: Arguments;
}

/** `name(arguments)`, of the functions that there are. */
export interface Call extends Placed {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: Arguments;
}

/** Where the parser found a fault; evaluating it is an error. */
export interface Faulty extends Placed {
  readonly kind: 'faulty';
}

export type Expression =
  | Literal
  | Name
  | Member
  | Index
  | Slice
  | Get
  | List
  | MapDisplay
  | Unary
  | Arithmetic
  | Concatenation
  | Comparison
  | Logic
  | Conditional
  | Filter
  | Test
  | Call
  | Faulty;
