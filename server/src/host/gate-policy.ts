import type { Problem } from '../core/model/problem.ts';
import { worded } from '../core/model/wording.ts';
import type { GateRequest } from './gate-request.ts';
import { readPolicy, type PolicyBase, type ReadPolicy } from './policy-files.ts';
import { hostProblem, HostProblem } from './problems.ts';

const unreadable = hostProblem('policyUnreadable', worded``).code;

/**
 * The policy that a change is judged by.
 *
 * @throws HostProblem when it is there and cannot be read
 */
export async function readPolicyOfBase(
  base: PolicyBase,
  { repository, organisation, baseTitle }: Pick<GateRequest, 'repository' | 'organisation' | 'baseTitle'>,
): Promise<ReadPolicy> {
  try {
    return await readPolicy(base, { workspace: repository.root, organisation });
  } catch (error) {
    // A wrong --org-policy is mended by whoever gave it, and a clone that lacks something by whoever makes it.
    const isOfBase = error instanceof HostProblem && error.problem.code === unreadable && organisation === null;
    if (!isOfBase) throw error;
    const { message, fix } = brokenPolicy(baseTitle);
    throw new HostProblem({ ...error.problem, why: `${error.problem.why} ${message}`, fix });
  }
}

/** A policy that is broken judges nothing, the change that repairs it neither: what does is told beside what is wrong. */
export function withRepair(problems: readonly Problem[], baseTitle: string): readonly Problem[] {
  return problems.some(({ severity }) => severity === 'error') ? [...problems, brokenPolicy(baseTitle)] : problems;
}

function brokenPolicy(baseTitle: string): Problem {
  return hostProblem(
    'basePolicyBroken',
    worded`No change can be judged by the policy of ${baseTitle} as it is, and neither can one that repairs it.`,
  );
}
