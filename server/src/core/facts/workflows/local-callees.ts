import type { Site } from '../define.ts';
import { textOfValue } from '../value.ts';

/** What a summary calls an input that becomes part of a command: no name of a program has a blank. */
function runName(input: string): string {
  return `runs inputs.${input.toLowerCase()}`;
}

/** Inputs of an action or a reusable workflow that become part of a command there. */
export function inputsRun(sites: readonly Site[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { kind, action, qualifiers, resource } of sites) {
    if (kind !== 'workflow.step' || action !== 'interpolate' || qualifiers?.['source'] !== 'input') continue;
    const input = /\binputs\.([\w-]+)/i.exec(textOfValue(resource.value) ?? '')?.[1];
    if (input !== undefined) found.set(runName(input), 'a command');
  }
  return found;
}

/** Whether the action or workflow of this repository that is used runs what it is given as an input. */
export function runsInput(workspace: Finder, uses: string, input: string): boolean {
  const path = /^\.\/([\w./-]{1,200}?)\/?$/.exec(uses)?.[1];
  if (path === undefined || path.split('/').includes('..')) return false;
  const paths = /\.ya?ml$/.test(path) ? [path] : [`${path}/action.yml`, `${path}/action.yaml`];
  return workspace.find(paths, runName(input))?.kind === 'value';
}

interface Finder {
  readonly find: (paths: readonly string[], name: string) => { readonly kind: string } | null;
}
