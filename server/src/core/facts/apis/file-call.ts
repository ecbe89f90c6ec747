/** One thing a call does to a file: which argument names it. */
export interface FileAct {
  readonly action: 'read' | 'write' | 'delete';
  /** Positional index and keyword of the path; `receiver`: the path is what the method is called on. */
  readonly path: readonly [index: number, name: string] | 'receiver';
  /** Where the permission bits stand: an argument, or the `mode` key of an options object there. */
  readonly mode?: readonly [index: number, name: string];
  /** Where it is said how the file is opened (`r`, `w`, `a`, `x`); reading when nothing is. */
  readonly flags?: readonly [index: number, name: string];
}

export type FileCall = readonly FileAct[];

export const FILE_PATH = [0, 'path'] as const;

/** One row for each of `names` behind each of `prefixes`. */
export const fileRows = (
  acts: FileCall,
  names: string,
  ...prefixes: string[]
): readonly (readonly [path: string, acts: FileCall])[] =>
  prefixes.flatMap((prefix) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [`${prefix}${name}`, acts] as const),
  );
