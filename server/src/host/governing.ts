import type { Signers } from '../core/model/ledger.ts';
import type { Policy } from '../core/model/policy.ts';
import type { Problem } from '../core/model/problem.ts';
import { keysOfRole } from '../core/record.ts';
import { readPolicy, type PolicyBase } from './policy-files.ts';
import { readSigners } from './signers.ts';

/** The revision that policy, roles and keys are taken from. */
export interface Governing {
  readonly base: PolicyBase;
  /** For people. */
  readonly title: string;
  /** Null: no list of signers there. */
  readonly signers: Signers | null;
  readonly policy: Policy;
  readonly policyBase: string | null;
}

/**
 * @param workspace where a policy may be that is not used, for there is no base to take it from
 * @throws HostProblem when the revision, its policy or its signers cannot be read
 */
export async function readGoverningAt(
  base: PolicyBase,
  workspace?: string,
): Promise<{ readonly governing: Governing; readonly problems: readonly Problem[] }> {
  const signers = await readSigners(base);
  const policy = await readPolicy(base, { workspace });
  // Its warnings are for who writes the policy.
  const wrong = policy.problems.filter(({ severity }) => severity === 'error' || base.kind === 'none');
  return {
    governing: {
      base,
      title: titleOfBase(base),
      signers: signers.value,
      policy: policy.value,
      policyBase: policy.base,
    },
    problems: [...signers.problems, ...wrong],
  };
}

export function titleOfBase(base: PolicyBase): string {
  return base.kind === 'none' ? noBase : base.title;
}

/** In the place of a revision. */
export const noBase = 'no base revision';

/** Keys that hold a role there; none where nothing says who may sign. */
export function holdersOf(
  { policy, signers }: Pick<Governing, 'policy' | 'signers'>,
  role: string,
): ReadonlySet<string> {
  return signers === null ? new Set() : keysOfRole(policy.roles[role] ?? [], signers);
}
