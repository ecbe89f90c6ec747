import { secretReads } from '../apis/secret-managers.ts';
import { defineExtractor } from '../define.ts';
import { argumentAt, textOfValue, unknown, type Value } from '../value.ts';

/** Secrets that code reads by name from a secret manager. Those of AWS are read with the permission they need. */
export const secretManagers = defineExtractor({
  id: 'secret-managers',
  kinds: ['permission.secret'],
  languages: 'code',
  *extract({ unit, resolver }) {
    for (const call of unit.ofKind('call')) {
      const path = resolver.calleeOf(call);
      const row = path === null ? undefined : secretReads.get(path);
      if (row === undefined || path === null) continue;
      const args = resolver.argumentsOf(call);
      let value: Value = argumentAt(args, row.name[0], row.name[1])?.value() ?? unknown;
      for (const key of row.keys ?? []) {
        const named = args.find((arg) => arg.name === key);
        value = named === undefined ? resolver.memberOf(value, key, call) : named.value();
      }
      const text = textOfValue(value);
      yield {
        kind: 'permission.secret',
        action: 'read',
        resource: { kind: 'secret-name', value },
        node: call,
        evidence: [{ node: call, role: 'call' }],
        tier: 'resolved',
        why: [`\`${path}\` reads ${text === null ? 'a secret named at run time' : `\`${text}\``} from ${row.store}.`],
        qualifiers: { store: row.store },
      };
    }
  },
});
