import { findPolicyBase, readPolicy } from '../host/policy-files.ts';
import { guard, type Log } from './fence.ts';
import type { Workspace } from './workspace.ts';

/** A fetch writes many refs, a burst many files. */
const policyPauseMs = 500;

export interface PolicyWatch {
  readonly checkSoon: () => void;
  readonly stop: () => void;
}

/** Tells when other rules hold than those the folder was opened with: a fetch or a checkout may move the base they are taken from. */
export function watchPolicy(
  { repository, policy, root }: Workspace,
  organisation: string | undefined,
  { log, changed }: { readonly log: Log; readonly changed: () => void },
): PolicyWatch {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  async function check(): Promise<void> {
    if (repository === null || isStopped) return;
    const now = await readPolicy(await findPolicyBase(repository), { workspace: root, organisation });
    if (now.value.digest !== policy.value.digest || now.base !== policy.base) changed();
  }
  return {
    checkSoon() {
      clearTimeout(timer);
      timer = setTimeout(() => guard(log, 'policy', check), policyPauseMs);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
