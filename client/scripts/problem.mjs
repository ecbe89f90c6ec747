/** Something a person can do something about: what went wrong, and how to fix it. Printed without a stack. */
export class Problem extends Error {
  constructor(what, fix, options) {
    super(what, options);
    this.fix = fix;
  }
}

/**
 * A `Problem` says what and how to fix it, as does an error of the modules that the tests share, in a line of its message.
 * Anything else is a bug of ours and keeps its stack.
 */
export function printProblem(error) {
  const [what, fix] = error instanceof Problem ? [error.message, error.fix] : (error?.message ?? '').split(/\nfix {2}/);
  if (fix === undefined) console.error(error);
  else console.error(`\nerror  ${what}\nfix    ${fix}`);
}
