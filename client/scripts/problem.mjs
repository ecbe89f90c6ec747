/** Something a person can do something about: what went wrong, and how to fix it. Printed without a stack. */
export class Problem extends Error {
  constructor(what, fix, options) {
    super(what, options);
    this.fix = fix;
  }
}

/** A `Problem` says what and how to fix it; anything else is a bug of ours and keeps its stack. */
export function printProblem(error) {
  if (error instanceof Problem) console.error(`\nerror  ${error.message}\nfix    ${error.fix}`);
  else console.error(error);
}
