/**
 * What a guard asks of a caller, as text: alternatives of which one is enough, sorted, joined by `|`. An alternative is
 * `kind:value`: `auth:user`, `role:admin`, `scope:invoices:write`, `owner:owner`, `owner:tenant`, `owner:parent` (of the record it is reached through), `check:isAllowed`,
 * `state:!banned`. `$0` as a value stands for what the caller passes, `$0+` for all from there on.
 */
export type Requirement = string;

export type RequirementKind =
  | 'auth'
  | 'role'
  | 'scope'
  | 'owner'
  | 'check'
  | 'state'
  | 'csrf'
  | 'rate-limit'
  | 'mfa'
  | 'signature'
  | 'credential'
  | 'path'
  | 'input';

interface KindEntry {
  readonly action: string;
  /** `resource.kind` of the fact. */
  readonly resource: string;
  /** Stands for who a caller is: with it a route is not public. */
  readonly identifies: boolean;
}

const KINDS: Readonly<Record<RequirementKind, KindEntry>> = {
  owner: { action: 'scope-to-owner', resource: 'owner', identifies: true },
  role: { action: 'require-role', resource: 'role', identifies: true },
  scope: { action: 'require-scope', resource: 'scope', identifies: true },
  check: { action: 'require-scope', resource: 'policy', identifies: true },
  auth: { action: 'require-auth', resource: 'auth', identifies: true },
  state: { action: 'require-auth', resource: 'state', identifies: false },
  mfa: { action: 'mfa', resource: 'mfa', identifies: false },
  signature: { action: 'signature', resource: 'signature', identifies: true },
  credential: { action: 'prove-possession', resource: 'credential', identifies: false },
  csrf: { action: 'csrf', resource: 'csrf', identifies: false },
  'rate-limit': { action: 'rate-limit', resource: 'rate-limit', identifies: false },
  path: { action: 'contain-path', resource: 'path', identifies: false },
  input: { action: 'validate-input', resource: 'input', identifies: false },
};

/** The action that a guard with several alternatives goes by: the first of these that is among them. */
const PRECEDENCE = Object.keys(KINDS) as RequirementKind[];

/** Resource kind of a guard whose alternatives are of several kinds; its norm names the kinds. */
export const ANY_OF = 'any-of';

export interface Alternative {
  readonly kind: RequirementKind;
  readonly value: string;
}

export function alternativesOf(requirement: Requirement): readonly Alternative[] {
  return requirement.split('|').map((text) => {
    const colon = text.indexOf(':');
    return { kind: text.slice(0, colon) as RequirementKind, value: text.slice(colon + 1) };
  });
}

export function toRequirement(alternatives: readonly Alternative[]): Requirement {
  return [...new Set(alternatives.map(({ kind, value }) => `${kind}:${value.replaceAll('|', '/')}`))].sort().join('|');
}

export function actionOf(requirement: Requirement): string {
  const kinds = new Set(alternativesOf(requirement).map(({ kind }) => kind));
  return KINDS[PRECEDENCE.find((kind) => kinds.has(kind)) ?? 'check'].action;
}

/** Kind and norm of the fact's resource. */
export function resourceOf(requirement: Requirement): { readonly kind: string; readonly norm: string } {
  const alternatives = alternativesOf(requirement);
  const [first] = alternatives;
  const isOneKind = alternatives.every(({ kind }) => kind === first!.kind);
  if (!isOneKind) return { kind: ANY_OF, norm: requirement };
  return { kind: KINDS[first!.kind].resource, norm: alternatives.map(({ value }) => value).join('|') };
}

/** The way back from a fact. */
export function requirementOf(resource: { readonly kind: string; readonly norm: string }): Requirement {
  if (resource.kind === ANY_OF) return resource.norm;
  const kind = PRECEDENCE.find((each) => KINDS[each].resource === resource.kind) ?? 'check';
  return toRequirement(resource.norm.split('|').map((value) => ({ kind, value })));
}

/** Which records belong together says nothing of who asks for them. */
const OF_RECORDS: ReadonlySet<string> = new Set(['parent', 'same-owner']);

/** Checks of something else than who calls: of the data, of where a request comes from. */
const ABOUT_OTHERS = /^!?(?:that |address\b|(?:encrypted-connection|listed-columns|firewall)$)/;

/** Only who is known passes: what is asked of the data or of the connection lets strangers through. */
export function asksWhoCalls({ kind, value }: Alternative): boolean {
  return KINDS[kind].identifies && !OF_RECORDS.has(value) && !(kind === 'check' && ABOUT_OTHERS.test(value));
}

export function identifiesCaller({ norm }: { readonly norm: Requirement }): boolean {
  return alternativesOf(norm).every(asksWhoCalls);
}

/** For people: `admin or support`, `the owner or admin`, `authentication`. */
export function printRequirement(resource: { readonly kind: string; readonly norm: string }): string {
  const words = alternativesOf(requirementOf(resource)).map(printAlternative);
  const last = words.pop()!;
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

const OWNERS: Readonly<Record<string, string>> = {
  tenant: 'the same tenant',
  member: 'membership',
  parent: 'a record of the right parent',
  'same-owner': 'records of the same owner',
};

const INPUTS: Readonly<Record<string, string>> = {
  'allowed-host': 'an allowed address',
  'no-redirects': 'an address that leads nowhere else',
  canonical: 'a value in its canonical form',
  'allow-list': 'a value on the list',
  'allowed-origin': 'a listed origin',
  'denied-host': 'an address off the list',
  'deny-list': 'a value off the list',
  'no-prototype': 'a key that is not the prototype',
  sanitised: 'a sanitised value',
};

/** What a check is called may be any name. */
const CHECKS: ReadonlyMap<string, string> = new Map([
  ['address', 'an allowed address'],
  ['client-certificate', 'a client certificate'],
  ['api-key', 'an API key'],
  ['listed-columns', 'one of the listed columns'],
  ['encrypted-connection', 'an encrypted connection'],
]);

function printAlternative({ kind, value }: Alternative): string {
  switch (kind) {
    case 'auth':
      return 'authentication';
    case 'role':
      return value === 'dynamic' ? 'a role' : value.startsWith('!') ? `a caller who is not ${value.slice(1)}` : value;
    case 'check':
      return value === 'dynamic'
        ? 'a permission'
        : value.startsWith('without ')
          ? `a request ${value}`
          : /^(?:that|!?address) /.test(value)
            ? value.replace(/^address /, 'the address ').replace(/^!address /, 'an address other than ')
            : (CHECKS.get(value) ?? `the check ${value.startsWith('!') ? `not ${value.slice(1)}` : value}`);
    case 'scope':
      return value === 'dynamic' ? 'a permission' : value.startsWith('!') ? `not ${value.slice(1)}` : value;
    case 'owner':
      return OWNERS[value] ?? 'the owner';
    case 'state':
      return `a caller who is ${value.startsWith('!') ? `not ${value.slice(1)}` : value}`;
    case 'csrf':
      return 'a CSRF token';
    case 'rate-limit':
      return 'staying within the rate limit';
    case 'mfa':
      return 'a second factor';
    case 'signature':
      return value.startsWith('token of ') ? `a ${value}` : 'a valid signature';
    case 'credential':
      return value === 'password' ? 'the password' : `proof of the ${value}`;
    case 'path':
      return value === 'begins-like' ? 'a path that begins like its folder' : 'a path inside its folder';
    case 'input':
      return INPUTS[value] ?? 'a checked value';
  }
}
