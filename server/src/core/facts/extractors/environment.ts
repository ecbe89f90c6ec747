import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { pathOf, type Value } from '../value.ts';

const SECRET_NAME =
  /(^|_)(SECRET|SECRETS|PASSWORD|PASSWD|PASSPHRASE|TOKEN|APIKEY|CREDENTIALS?|PRIVATE|DSN)(_|$)|(^|_)(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION|AUTH|MASTER|SERVICE)_?KEY(_|$)|(DATABASE|DB|REDIS|MONGO|MONGODB|POSTGRES|AMQP|BROKER)_(URL|URI)$/i;
const NOT_SECRET =
  /_(TTL|EXPIRY|EXPIRES|EXPIRES_IN|LIFETIME|LENGTH|LIMIT|COUNT|NAME|HEADER|ISSUER|AUDIENCE|ALGORITHM|ENDPOINT|PATH|FILE|ENABLED)$|^(NEXT_PUBLIC|VITE|REACT_APP|PUBLIC)_/i;
const WHOLE = new Set(['process.env', 'os.environ', 'import.meta.env']);

/** Environment variables that code reads; those that hold secrets are `permission.secret`. */
export const environment = defineExtractor({
  id: 'environment',
  kinds: ['permission.environment', 'permission.secret'],
  languages: 'code',
  *extract(reading) {
    const { unit, resolver } = reading;
    for (const kind of ['member', 'index', 'call'] as const) {
      for (const node of unit.ofKind(kind)) {
        if (node.role === 'assign.target') continue;
        if (!isDirectRead(reading, node)) continue;
        const value = resolver.valueOf(node);
        if (value.kind === 'environment') yield read(node, value.name);
      }
    }
    for (const node of unit.ofKind('assign')) {
      const target = childOf(node, 'assign.target');
      const value = childOf(node, 'assign.value');
      if (
        target === null ||
        value === null ||
        target.kind === 'name' ||
        !WHOLE.has(pathOf(resolver.valueOf(value)) ?? '')
      )
        continue;
      for (const name of patternKeys(reading, target)) yield read(name.node, name.text);
    }
    yield* wholeEnvironment(reading);
  },
});

function read(node: SyntaxNode, name: string): Site {
  const isSecret = SECRET_NAME.test(name) && !NOT_SECRET.test(name);
  return {
    kind: isSecret ? 'permission.secret' : 'permission.environment',
    action: 'read',
    resource: { kind: 'variable', value: known(name) },
    node,
    evidence: [{ node, role: 'source' }],
    tier: 'resolved',
    why: [
      name === '*'
        ? 'The name of the variable is computed at run time.'
        : `Reads the environment variable \`${name}\`.`,
      ...(isSecret ? ['Its name says that it holds a secret.'] : []),
    ],
  };
}

/** The node that does the reading, not a name that was assigned from it. */
function isDirectRead({ unit, resolver }: Reading, node: SyntaxNode): boolean {
  const inner = childOf(node, 'member.object') ?? childOf(node, 'index.object') ?? childOf(node, 'call.callee');
  if (inner === null) return false;
  const path = pathOf(resolver.valueOf(inner));
  if (path === null) return false;
  if (node.kind === 'call') return /(^|\.)(getenv|environ\.(get|pop|setdefault)|env\.get|config)$/.test(path);
  return WHOLE.has(path) && unit.textOf(node) !== '';
}

function* patternKeys({ unit }: Reading, pattern: SyntaxNode): Generator<{ node: SyntaxNode; text: string }> {
  for (const child of pattern.children) {
    if (child.kind === 'shorthand' || child.kind === 'name') yield { node: child, text: unit.textOf(child) };
    const key = child.kind === 'entry' ? childOf(child, 'entry.key') : null;
    if (key !== null) yield { node: child, text: unit.textOf(key) };
    const target = child.kind === 'assign' ? childOf(child, 'assign.target') : null;
    if (target !== null) yield { node: child, text: unit.textOf(target) };
  }
}

/** All variables at once, given to someone else: `{ ...process.env }`, `env: process.env`, `dict(os.environ)`. */
function* wholeEnvironment({ unit, resolver }: Reading): Generator<Site> {
  for (const kind of ['member', 'name'] as const) {
    for (const node of unit.ofKind(kind)) {
      const isGiven =
        node.role === 'call.argument' ||
        node.role === 'entry.value' ||
        node.role === 'keyword.value' ||
        node.parent?.kind === 'spread' ||
        node.role === 'return.value';
      if (!isGiven || node.role === 'member.object') continue;
      const value: Value = resolver.valueOf(node);
      if (value.kind !== 'symbol' || !WHOLE.has(value.name)) continue;
      yield {
        kind: 'permission.environment',
        action: 'inherit',
        resource: { kind: 'variable', value: known('*') },
        node,
        evidence: [{ node, role: 'source' }],
        tier: 'resolved',
        why: ['The whole environment is passed on, secrets in it included.'],
      };
    }
  }
}
