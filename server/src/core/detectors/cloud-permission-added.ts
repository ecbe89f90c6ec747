import { defineDetector } from './define.ts';
import { groupRows, listWords, resourceText } from './group.ts';

/** Code that needs a cloud permission it did not need before. One call that needs several is one finding. */
export const cloudPermissionAdded = defineDetector({
  id: 'cloud-permission-added',
  facet: 'permission',
  why: 'Whoever runs this code must now hold the permission, and can then use it for anything.',
  fix: 'Grant exactly this action on exactly this resource, or leave the call out.',
  tags: ['CWE-732', 'ASI03', 'NHI5'],
  *detect(delta) {
    for (const [row, ...also] of groupRows(delta.added('permission.cloud'))) {
      const actions = listWords([row, ...also].map(({ fact }) => fact.action));
      yield { change: row, also, message: `Needs ${actions} on ${resourceText(row)}.` };
    }
    for (const row of delta.of('permission.cloud', 'widened')) {
      const before = row.before?.resource.norm ?? '';
      yield {
        change: row,
        message: `Needs ${row.fact.action} on ${resourceText(row)}, before on ${before}.`,
        comparison: {
          before: `${row.fact.action} on ${before}`,
          after: `${row.fact.action} on ${row.fact.resource.norm}`,
        },
      };
    }
  },
});
