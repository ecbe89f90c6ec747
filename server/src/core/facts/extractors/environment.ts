import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { injectedText } from '../resolve/injected.ts';
import { known } from '../to-fact.ts';
import { ENVIRONMENT_CALLS } from '../resolve/environment.ts';
import { pathOf } from '../value.ts';

const SECRET_NAME =
  /(^|_)(SECRET|SECRETS|PASSWORD|PASSWD|PASSPHRASE|TOKEN|APIKEY|CREDENTIALS?|PRIVATE|DSN)(_|$)|(^|_)(API|ACCESS|PRIVATE|SIGNING|ENCRYPTION|AUTH|MASTER|SERVICE|SERVICE_ROLE|ADMIN)_?KEY(_|$)|(DATABASE|DB|REDIS|MONGO|MONGODB|POSTGRES|AMQP|BROKER)_(URL|URI)$/i;
/** Says something about a secret, and is none; the parts of a key pair and the addresses that carry a password stay secrets. */
const NOT_SECRET =
  /_(TTL|EXPIRY|EXPIRES|EXPIRES_IN|EXPIRATION|LIFETIME|TIMEOUT|LENGTH|SIZE|LIMIT|COUNT|BUDGET|THRESHOLD|NAME|HEADER|ISSUER|AUDIENCE|ALGORITHM|TYPE|MODE|PREFIX|PROVIDER|VERSION|REGION|HOST|PORT|ENDPOINT|ARN|PATH|FILE|DIR|ENABLED|DISABLED|REQUIRED|SCOPES?|ROTATION|DAYS|HOURS|MINUTES|SECONDS|POLICY|NETWORKS?|SUBNETS?|CIDRS?|(ALLOW|DENY|BLOCK|SAFE|WHITE|BLACK)_?LIST)$|(?<!ACCESS_KEY)_ID$|(TOKEN|AUTH|KEY|SECRETS?|CREDENTIALS?)_(URL|URI)$|^(NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|PUBLIC)_|^(MAX|MIN|NUM|USE|ENABLE|DISABLE|SKIP|REQUIRE|ALLOW|HAS|IS|SHOW)_/i;
const WHOLE = new Set(['process.env', 'os.environ', 'import.meta.env', 'ENV', '$_ENV']);

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
    yield* injectedSettings(reading);
    if (unit.language.freeName !== null) yield* freeNames(reading);
    yield* wholeEnvironment(reading);
  },
});

function read(node: SyntaxNode, name: string): Site {
  // Settings are written with dots and dashes: `spring.datasource.password`.
  const plain = name.replace(/[.-]/g, '_');
  const isSecret = SECRET_NAME.test(plain) && !NOT_SECRET.test(plain);
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

/** `@Value("${app.key}")`: what is injected is read when the object is made. */
function* injectedSettings({ unit, resolver }: Reading): Generator<Site> {
  for (const decorator of unit.ofKind('decorator')) {
    if (decorator.parent?.kind !== 'field' && decorator.parent?.kind !== 'parameter') continue;
    const value = injectedText(resolver.valueOf, decorator.parent);
    if (value?.kind === 'environment') yield read(decorator, value.name);
  }
}

/** Names that nothing binds, each once; `URL="${URL:-…}"` reads what it then sets. */
function* freeNames({ unit, scopes }: Reading): Generator<Site> {
  const seen = new Set<string>();
  for (const node of unit.ofKind('name')) {
    const name = unit.textOf(node);
    if (seen.has(name) || node.role === 'assign.target' || node.role === 'call.callee') continue;
    if (unit.language.freeName?.(name, false).kind !== 'environment') continue;
    const binding = scopes.lookUp(name, node);
    const isOwnValue = binding !== null && binding.node.start <= node.start && node.end <= binding.node.end;
    if (binding !== null && !isOwnValue) continue;
    seen.add(name);
    yield read(node, name);
  }
}

/** The node that does the reading, not a name that was assigned from it. */
function isDirectRead({ unit, resolver }: Reading, node: SyntaxNode): boolean {
  const inner = childOf(node, 'member.object') ?? childOf(node, 'index.object') ?? childOf(node, 'call.callee');
  if (inner === null) return false;
  const path = pathOf(resolver.valueOf(inner));
  if (path === null) return false;
  if (node.kind === 'call')
    return (
      ENVIRONMENT_CALLS.has(path) ||
      /(^|\.)(getenv|environ\.(get|pop|setdefault)|env\.get|config|System\.getProperty|Environment\(\)\.get(Required)?Property|getenv\(\)\.get(OrDefault)?)$/.test(
        path,
      )
    );
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

/**
 * All variables at once, written out: `JSON.stringify(process.env)`, `print(dict(os.environ))`, `res.json({ ...process.env })`.
 * A child process has them anyway, and a function that is handed them reads what it names.
 */
function* wholeEnvironment(reading: Reading): Generator<Site> {
  const { unit, resolver } = reading;
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    if (callee === null || !WRITES_OUT.test(resolver.calleeOf(call) ?? unit.textOf(callee))) continue;
    const whole = childrenOf(call, 'call.argument').find((argument) => isWhole(reading, argument));
    if (whole === undefined) continue;
    yield {
      kind: 'permission.environment',
      action: 'inherit',
      resource: { kind: 'variable', value: known('*') },
      node: whole,
      evidence: [{ node: whole, role: 'source' }],
      tier: 'resolved',
      why: ['The whole environment is written out, secrets in it included.'],
    };
  }
}

const WRITES_OUT =
  /^(JSON\.stringify|json\.dumps?|yaml\.(safe_)?dump|print|pprint\.pp(rint)?|util\.inspect|console\.\w+)$|(^|\.)(log|logger|logging)(\(\))?\.\w+$|(^|\.)(res|response|reply)\.(json|send)$/;
const COPIES = /^(dict|Object\.(assign|entries|fromEntries|values)|os\.environ\.(copy|items))$/;

function isWhole(reading: Reading, node: SyntaxNode, depth = 0): boolean {
  if (depth > 4) return false;
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'symbol') return WHOLE.has(value.name);
  if (value.kind === 'call')
    return (
      COPIES.test(value.of) &&
      (value.of.startsWith('os.') ||
        value.args.some(({ node: given }) => given !== null && isWhole(reading, given, depth + 1)))
    );
  if (value.kind !== 'object') return false;
  return value.node.children.some((child) =>
    child.kind === 'spread'
      ? child.children.some((inner) => isWhole(reading, inner, depth + 1))
      : isWholeEntry(reading, child, depth),
  );
}

function isWholeEntry(reading: Reading, entry: SyntaxNode, depth: number): boolean {
  const value = entry.kind === 'shorthand' ? entry : childOf(entry, 'entry.value');
  return value !== null && isWhole(reading, value, depth + 1);
}
