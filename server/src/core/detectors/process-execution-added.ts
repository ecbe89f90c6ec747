import type { FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { foldCallers, type Act } from './group.ts';

/** A program that code did not start before. */
export const processExecutionAdded = defineDetector({
  id: 'process-execution-added',
  facet: 'permission',
  why: 'The program runs with all rights of this process; through a shell, text becomes commands.',
  fix: 'Give a fixed program and a list of arguments, without a shell.',
  tags: ['CWE-78', 'ASI05'],
  *detect(delta) {
    const known = new Set(
      delta
        .of('permission.process', 'unchanged', 'moved', 'removed')
        .flatMap((row) => (isOpen(row) ? [] : [actOf(row)])),
    );
    // One more run of a program that this file started before gives nothing new, unless text can get into a shell.
    const added = delta.added('permission.process').filter((row) => isOpen(row) || !known.has(actOf(row)));
    const groups = new Map<string, Act[]>();
    for (const act of foldCallers(added)) {
      const key = `${actOf(act.row)} ${act.row.fact.resource.norm === 'dynamic' ? act.row.fact.subject.symbol : ''}`;
      groups.set(key, [...(groups.get(key) ?? []), act]);
    }
    for (const acts of groups.values()) {
      const { row } = acts[0]!;
      const also = acts.flatMap((act) => [act.row, ...act.also]).slice(1);
      const handed = acts.flatMap((act) => act.also);
      const programs = listWords((handed.length === 0 ? [row] : handed).map(programOf));
      yield {
        change: row,
        also,
        message: `Runs ${programs}${row.fact.qualifiers?.['shell'] === 'true' ? ' through a shell' : ''}.`,
      };
    }
  },
});

function programOf({ fact }: FactChange): string {
  const { norm } = fact.resource;
  if (norm === 'dynamic' || norm.startsWith('*')) return 'a program known only at run time';
  return norm.startsWith('env:') ? `the program that ${norm.slice(4)} names` : norm;
}

function actOf({ fact }: FactChange): string {
  return `${fact.provenance.path} ${fact.key}`;
}

/** What runs is decided at run time, wholly or in a shell. */
function isOpen({ fact }: FactChange): boolean {
  const { qualifiers, resource } = fact;
  return (
    resource.norm === 'dynamic' ||
    resource.norm.startsWith('*') ||
    (qualifiers?.['shell'] === 'true' && qualifiers['command'] !== 'fixed')
  );
}
