import type { GateRequest } from './gate-request.ts';
import { readPolicy, type PolicyBase, type ReadPolicy } from './policy-files.ts';
import { hostProblem, HostProblem } from './problems.ts';

const unreadable = hostProblem('policyUnreadable', '').code;

/**
 * The policy that a change is judged by. One that is broken judges nothing, the change that repairs it neither: what does is told
 * beside what is wrong.
 *
 * @throws HostProblem when it is there and cannot be read
 */
export async function readPolicyOfBase(
  base: PolicyBase,
  { repository, organisation, baseTitle }: Pick<GateRequest, 'repository' | 'organisation' | 'baseTitle'>,
): Promise<ReadPolicy> {
  const broken = hostProblem('basePolicyBroken', `No change can be judged by the policy of ${baseTitle} as it is, and neither can one that repairs it.`); // prettier-ignore
  try {
    const policy = await readPolicy(base, { workspace: repository.root, organisation });
    const isBroken = policy.problems.some(({ severity }) => severity === 'error');
    return isBroken ? { ...policy, problems: [...policy.problems, broken] } : policy;
  } catch (error) {
    // A wrong --org-policy is mended by whoever gave it, and a clone that lacks something by whoever makes it.
    const isOfBase = error instanceof HostProblem && error.problem.code === unreadable && organisation === null;
    if (!isOfBase) throw error;
    throw new HostProblem({ ...error.problem, why: `${error.problem.why} ${broken.message}`, fix: broken.fix });
  }
}
