import { resolve } from 'node:path';
import type { Invocation } from './define.ts';

/** What `--org-policy` names, for `readPolicy`; null when it is not given. */
export function organisationOf({ values, terminal }: Pick<Invocation, 'values' | 'terminal'>): string | null {
  const given = values['org-policy'];
  if (typeof given !== 'string') return null;
  return /^sha256:/i.test(given) ? given : resolve(terminal.directory, given);
}
