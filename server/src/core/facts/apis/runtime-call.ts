/** How a call runs code that is not written here, or builds objects as its input says. */
export interface RuntimeCall {
  readonly action: 'eval' | 'load' | 'native' | 'unsafe-deserialize';
  /** Which argument is the code, the module or the input; -1: the last. */
  readonly argument: readonly [index: number, name: string];
  /** When it is one: `literal`: a written-out argument is an import like any other. */
  readonly unless?: 'literal';
  /** It takes no argument: what it reads was given before. */
  readonly bare?: true;
  /** Only when it is given text: a block is code like any other. */
  readonly textOnly?: true;
  /** An entry of an options array with which it is safe: `['allowed_classes' => false]`. */
  readonly unlessOption?: readonly [key: string, value: boolean];
  /** Only with this value of a keyword or option; `absent` holds when it is not given. */
  readonly when?: { readonly option: string; readonly is: boolean; readonly absent: boolean };
  /** A loader or schema that makes it safe or unsafe: which argument names it, what a safe one's name ends in. */
  readonly loader?: {
    readonly at: readonly [index: number, name: string];
    readonly safe: RegExp;
    readonly absent: boolean;
  };
}

/** One row for each of `names`. */
export const runtimeRows = (call: RuntimeCall, names: string): readonly (readonly [string, RuntimeCall])[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, call] as const);
