import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading, GuardUse } from '../define.ts';
import { requirementInName } from '../guards/names.ts';
import { lastName } from '../guards/paths.ts';
import { guardReading } from '../guards/reader.ts';
import { roleNorm } from '../guards/words.ts';
import { SIGNED_IN, saidGuard } from './said-guard.ts';

const roles = (texts: readonly string[]): readonly Alternative[] =>
  texts.map((text) => ({ kind: 'role', value: roleNorm(text) }));
const anyOf = (texts: readonly string[]): readonly Alternative[] =>
  texts.map((text) => ({ kind: 'scope', value: text.toLowerCase() }));
const allOf = (texts: readonly string[]): readonly Alternative[] => [
  { kind: 'scope', value: [...texts].sort().join('+').toLowerCase() },
];

/** Aliases of Laravel, Sanctum, Passport and spatie/laravel-permission. Source: their documentation, 2026-11. */
const ALIASES: ReadonlyMap<string, (parameters: readonly string[]) => readonly Alternative[]> = new Map<
  string,
  (parameters: readonly string[]) => readonly Alternative[]
>([
  ['auth', () => [SIGNED_IN]],
  ['auth.basic', () => [SIGNED_IN]],
  ['auth.session', () => [SIGNED_IN]],
  ['client', () => [SIGNED_IN]],
  ['verified', () => [{ kind: 'state', value: 'verified' }]],
  ['can', ([ability = 'dynamic']) => [{ kind: 'scope', value: ability.toLowerCase() }]],
  ['role', (texts) => roles(texts.length === 0 ? ['dynamic'] : texts)],
  ['permission', (texts) => anyOf(texts.length === 0 ? ['dynamic'] : texts)],
  ['role_or_permission', anyOf],
  ['ability', anyOf],
  ['abilities', allOf],
  ['scope', anyOf],
  ['scopes', allOf],
  ['throttle', () => [{ kind: 'rate-limit', value: 'rate-limit' }]],
  ['signed', () => [{ kind: 'signature', value: 'signature' }]],
  ['password.confirm', () => [{ kind: 'credential', value: 'password' }]],
]);
/** These take alternatives between bars, the rest a list with commas. */
const NOT_GUARDS = /^(?:web|api|guest|bindings|cache\.headers|cors|localization|locale|log|json|inertia|precognitive)$/;

/** Guards that a middleware's name stands for: `'auth:sanctum'`, `EnsureUserIsAdmin::class`, lists of them. */
export function middlewareGuards(
  reading: FileReading,
  node: SyntaxNode,
  from: GuardUse['from'],
  depth = 0,
): readonly GuardUse[] {
  if (node.kind === 'array' && depth < 3)
    return node.children.flatMap((child) => middlewareGuards(reading, child, from, depth + 1));
  if (node.kind === 'object' && depth < 3)
    return node.children.flatMap((child) => {
      const value = childOf(child, 'entry.value') ?? (child.kind === 'entry' ? null : child);
      return value === null ? [] : middlewareGuards(reading, value, from, depth + 1);
    });
  if (node.kind === 'function')
    return guardReading(reading)
      .guardsAt(node)
      .map((guard) => ({ ...guard, from }));
  const asked = askedBy(reading, node);
  if (asked === null) return [];
  const guard = saidGuard(reading, node, asked, from, 'A middleware of this name asks for it.');
  return [{ ...guard, name: guard.name.replace(/^(['"])(.*)\1$/, '$2') }];
}

function askedBy(reading: FileReading, node: SyntaxNode): readonly Alternative[] | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind === 'text' || value.kind === 'partial') return askedByText(value.text);
  // `Authenticate::class`, `RoleMiddleware::using('admin')`, `Authorize::using('view', 'post')`.
  const member = node.kind === 'call' ? childOf(node, 'call.callee') : node;
  const owner = member?.kind === 'member' ? childOf(member, 'member.object') : null;
  const name = owner === null ? null : lastName(reading.unit, owner);
  if (owner === null || name === null) return null;
  const given = node.kind === 'call' ? reading.resolver.argumentsOf(node) : [];
  const texts = given.flatMap((arg) => {
    const text = arg.value();
    return text.kind === 'text' ? [text.text] : [];
  });
  return askedByClass(name.split('\\').pop()!, texts);
}

function askedByText(text: string): readonly Alternative[] | null {
  const [alias = '', ...rest] = text.split(':');
  const parameters = rest
    .join(':')
    .split(alias === 'role' || alias === 'permission' || alias === 'role_or_permission' ? /[|,]/ : ',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (NOT_GUARDS.test(alias)) return null;
  const known = ALIASES.get(alias);
  if (known !== undefined) return known(parameters);
  // A class named in a text: `'App\Http\Middleware\Admin'`.
  return askedByClass(alias.split(/[\\.]/).pop()!, parameters);
}

function askedByClass(name: string, parameters: readonly string[]): readonly Alternative[] | null {
  if (/^(?:RedirectIfAuthenticated|Authenticated?Session\w*)$/.test(name)) return null;
  if (/^(?:Ensure)?Email(?:Is)?Verified$|^EnsureEmailIsVerified$/.test(name))
    return [{ kind: 'state', value: 'verified' }];
  if (name === 'ValidateSignature') return [{ kind: 'signature', value: 'signature' }];
  if (name === 'Authorize' && parameters.length > 0) return anyOf(parameters.slice(0, 1));
  return requirementInName(
    name.replace(/(?:Middleware|Mw)$/, '') || name,
    parameters.length === 0 ? null : parameters,
    'middleware',
  );
}
