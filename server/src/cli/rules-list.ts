import { printPolicy } from '../core/rules.ts';
import { readPolicy } from '../host/policy-files.ts';
import type { ExitCode, Invocation } from './define.ts';
import { rulesInForce } from './rules-source.ts';
import { showProblem } from './show-problem.ts';

/** The policy in force, as Markdown that can stand in a repository's documentation. Problems go to standard error. */
export async function listRules(invocation: Invocation): Promise<ExitCode> {
  const { root, base, organisation, title, close } = await rulesInForce(invocation);
  const { terminal } = invocation;
  try {
    const policy = await readPolicy(base, { workspace: root, organisation });
    await terminal.write(printPolicy(policy.value, title));
    for (const problem of policy.problems) terminal.note(showProblem(problem, { hasColours: false }));
    return policy.problems.some(({ severity }) => severity === 'error') ? 2 : 0;
  } finally {
    close();
  }
}
