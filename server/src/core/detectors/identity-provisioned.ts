import type { Fact, FactChange } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';
import { holderOf } from './setting-words.ts';

/** Code that gives somebody an account, a role, a key or somebody else's identity. */
export const identityProvisioned = defineDetector({
  id: 'identity-provisioned',
  facet: 'identity',
  why: 'Who may do what is given here, without a person who gives it.',
  fix: 'Give the lowest role that does, from a list the server keeps, and note who was given what.',
  tags: ['CWE-266', 'CWE-269', 'CWE-915', 'ASI03', 'NHI5'],
  *detect(delta) {
    // A role of a cloud is a right, and told as one.
    const granted = new Set(
      delta.of('permission.grant', 'added', 'widened', 'redirected').map(({ fact }) => lineOf(fact)),
    );
    const isOfPeople = ({ fact }: FactChange): boolean => !granted.has(lineOf(fact));
    const rows = delta.added('identity.provisioning').filter((row) => isTold(row) && isOfPeople(row));
    for (const [row, ...also] of groupRows(
      rows,
      ({ fact }) => `${fact.provenance.path} ${fact.subject.symbol} ${fact.action}`,
    )) {
      const given = [...new Set([row, ...also].map(givenWords))];
      yield {
        change: row,
        also,
        message: `${holderOf(row.fact)} ${VERBS[row.fact.action] ?? 'gives'} ${listWords(given)}.`,
      };
    }
    for (const row of delta.of('identity.provisioning', 'widened', 'redirected').filter(isOfPeople))
      yield {
        change: row,
        message:
          row.fact.action === 'default-role'
            ? `Who says nothing gets the role ${row.fact.resource.norm} instead of ${row.before?.resource.norm ?? 'another'}.`
            : saidOf(row),
        comparison: { before: row.before?.resource.norm ?? '', after: row.fact.resource.norm },
      };
  },
});

function saidOf({ fact, before, order }: FactChange): string {
  const isOrdered = order?.endsWith(` instead of ${before?.resource.norm ?? ''}`) === true;
  return isOrdered
    ? `${holderOf(fact)} gives the role ${order}.`
    : `${holderOf(fact)}: ${order ?? 'another role is given'}.`;
}

function lineOf({ provenance: { path, side, range } }: Fact): string {
  return `${path} ${side} ${range.start.line}`;
}

const VERBS: Readonly<Record<string, string>> = {
  'create-user': 'creates',
  'assign-role': 'gives',
  'default-role': 'gives by default',
  impersonate: 'acts as',
  'issue-key': 'issues',
};

/** A role without rights of its own is what everybody has. */
function isTold({ fact }: FactChange): boolean {
  const { action, resource, qualifiers } = fact;
  if (action !== 'assign-role' && action !== 'default-role') return true;
  return (
    qualifiers?.['basis'] !== 'constant' ||
    !/^(?:user|member|guest|customer|viewer|reader|assistant|system|tool|function|presentation|button|dialog|alert|status|tab|menu|none|anonymous)$/.test(
      resource.norm,
    )
  );
}

function givenWords({ fact }: FactChange): string {
  const { action, resource, qualifiers } = fact;
  if (action === 'create-user') return resource.norm === 'user' ? 'a user' : `a user with the role ${resource.norm}`;
  if (action === 'impersonate') return 'another user';
  if (action === 'issue-key')
    return `a ${(resource.value ?? 'key').replace('api', 'API')}`.replace(/^a (?=[aeiouA])/, 'an ');
  const basis = qualifiers?.['basis'];
  if (basis === 'request-input') return 'the role that the request names';
  if (basis === 'token-claim') return 'the role that another party names';
  if (basis === 'first-user') return `the role ${resource.norm} to whoever comes first`;
  return resource.norm === 'dynamic' ? 'a role' : `the role ${resource.norm}`;
}
