/** Text of others or of ours, or something that is shown as code: a hash, a path. */
export type Part = string | { readonly code: string };

export interface Row {
  readonly name: string;
  readonly value: readonly Part[];
}

export function row(name: string, ...value: readonly Part[]): Row {
  return { name, value };
}
