import { childOf, enclosing } from '../../text/tree.ts';
import { defineExtractor } from '../define.ts';
import { constantsAt } from '../guards/paths.ts';
import { wordsOf } from '../guards/words.ts';
import { symbolPath } from '../names.ts';
import { known } from '../to-fact.ts';

/** Attributes by which a class tells its base class what to ask for. Those of known frameworks are read by their route finders. */
const ATTRIBUTE =
  /^(?:(?:required|minimum|min|needed|default|view|edit|change|delete|add|create|index|list|base|model|object|policy) )?(?:permission|permissions|scope|scopes|role|privilege|privileges)(?: (?:policy action|action|name|names|code ?names?|level|needed|key))?$|^(?:any )?permission required$|^(?:\w+ ){1,4}required (?:permissions?|scopes?|roles?|privileges?)$/;
const FRAMEWORKS = new Set([
  'permission_required',
  'permission_classes',
  'permissions',
  'role',
  'scope',
  'scopes',
  'permission',
]);

/** `permission_policy_action = "publish"` in the body of a class. */
export const permissionAttributes = defineExtractor({
  id: 'permission-attributes',
  kinds: ['identity.guard'],
  languages: ['python'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/permission|required_|scope|privilege/.test(unit.tree.text)) return;
    for (const assign of unit.ofKind('assign')) {
      const target = childOf(assign, 'assign.target');
      const value = childOf(assign, 'assign.value');
      const owner = assign.parent === null ? null : enclosing(assign, 'class', 'function');
      if (target?.kind !== 'name' || value === null || owner?.kind !== 'class') continue;
      const name = unit.textOf(target);
      if (FRAMEWORKS.has(name) || !ATTRIBUTE.test(wordsOf(name))) continue;
      const asked = constantsAt(reading, value);
      const symbol = symbolPath(unit, owner);
      if (asked === null || asked.length === 0 || symbol === null) continue;
      const norm = [...asked].sort().join('+').toLowerCase();
      yield {
        kind: 'identity.guard',
        action: 'require-scope',
        resource: { kind: 'scope', value: known(`${name} = ${asked.join(', ')}`), norm },
        node: assign,
        evidence: [{ node: assign, role: 'guard' }],
        tier: 'name',
        why: ['The class says by this attribute what its base class asks for.'],
        subject: { type: 'class', symbol },
      };
    }
  },
});
