import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** A program that code did not start before. */
export const processExecutionAdded = defineDetector({
  id: 'process-execution-added',
  facet: 'permission',
  why: 'The program runs with all rights of this process; through a shell, text becomes commands.',
  fix: 'Give a fixed program and a list of arguments, without a shell.',
  tags: ['CWE-78', 'ASI05'],
  *detect(delta) {
    for (const [row, ...also] of groupRows(
      delta.added('permission.process'),
      ({ fact }) => `${fact.provenance.path} ${fact.key} ${fact.subject.symbol}`,
    )) {
      const { resource, qualifiers } = row.fact;
      const program =
        resource.norm === 'dynamic' || resource.norm.startsWith('*')
          ? 'a program known only at run time'
          : resource.norm.startsWith('env:')
            ? `the program that ${resource.norm.slice(4)} names`
            : resource.norm;
      yield {
        change: row,
        also,
        message: `Runs ${program}${qualifiers?.['shell'] === 'true' ? ' through a shell' : ''}.`,
      };
    }
  },
});
