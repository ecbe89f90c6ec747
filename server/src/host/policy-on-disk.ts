import type { PolicySource } from '../core/load-policy.ts';
import { readPolicyInput, policyPath, type PolicyOptions } from './policy-files.ts';

export type PolicyTexts = Awaited<ReturnType<typeof readPolicyInput>>['input'];

/** Rule files of a repository that an editor helps with. */
export function isPolicyFile(path: string): boolean {
  return /(?:^|\/)\.countersign\/(?:(?!packs\/|tests\/)[^/]+\/)*[^/]+\.ya?ml$/.test(path);
}

/** Every rule file as it is on disk: what is written now is in force only when it is at the base. */
export async function readPolicyOnDisk(root: string, options: PolicyOptions): Promise<PolicyTexts> {
  return (await readPolicyInput({ kind: 'directory', root, title: 'work tree' }, { workspace: root, ...options }))
    .input;
}

/** The same with what an editor shows of one file. */
export function withText(texts: PolicyTexts, path: string, text: string): PolicyTexts {
  const source: PolicySource = { file: path, text };
  if (path === policyPath) return { ...texts, repository: source };
  if (path === organisationPath) return { ...texts, organisation: source };
  if (path.endsWith(`/${policyPath}`)) {
    const folder = path.slice(0, -policyPath.length - 1);
    const others = (texts.folders ?? []).filter((each) => each.folder !== folder);
    return { ...texts, folders: [...others, { folder, source }] };
  }
  return { ...texts, sources: new Map([...(texts.sources ?? []), [`repository ${path}`, source]]) };
}

const organisationPath = '.countersign/organisation.yaml';
