import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { both, either, literal, negate } from '../guards/formula.ts';
import { asTexts, keyText, valueOfKey } from '../objects.ts';
import { itemsAt, objectAt, textAt } from '../kubernetes/manifest.ts';
import { type Condition, THAT } from './rule-conditions.ts';
import { cutText } from './rule-text.ts';
import { addresses } from './server-addresses.ts';

/** Rules, sources and values of one policy; what is beyond is left out. */
const MAX_PARTS = 200;

/** Issuers that are told apart. */
const MAX_TOKENS = 12;

/** What the fields of an operation are about. */
const REQUESTS: Readonly<Record<string, string>> = {
  hosts: 'the host is',
  ports: 'the port is',
  methods: 'the method is',
  paths: 'the path is',
};

/**
 * Who passes by the rules of one policy: any of them, and none when there is none.
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/ (2026-11)
 */
export function rulesCondition(reading: FileReading, spec: SyntaxNode | null): Condition {
  const rules = spec === null ? [] : itemsAt(reading, spec, 'rules');
  const list = spec === null ? null : valueOfKey(reading, spec, 'rules');
  const value = list === null ? null : reading.resolver.valueOf(list);
  const count = value?.kind === 'list' ? (value.node?.children.length ?? 0) : 0;
  // `- {}` fits whatever comes.
  const open = count > rules.length ? [both<Alternative>()] : [];
  return either(...open, ...rules.slice(0, MAX_PARTS).map((rule) => ruleCondition(reading, rule)));
}

function ruleCondition(reading: FileReading, rule: SyntaxNode): Condition {
  const any = (key: string, inner: string): readonly Condition[] => {
    const items = itemsAt(reading, rule, key).slice(0, MAX_PARTS);
    if (items.length === 0) return [];
    return [either(...items.map((item) => fieldsCondition(reading, objectAt(reading, item, inner))))];
  };
  const when = itemsAt(reading, rule, 'when').slice(0, MAX_PARTS);
  return both(...any('from', 'source'), ...any('to', 'operation'), ...when.map((each) => whenCondition(reading, each)));
}

/** Each field must fit, and of its values one. */
function fieldsCondition(reading: FileReading, object: SyntaxNode | null): Condition {
  return both(
    ...(object?.children ?? []).map((entry) => {
      const key = entry.kind === 'entry' ? (keyText(reading, entry) ?? '') : '';
      const isNot = /^not[A-Z]/.test(key);
      const field = isNot ? `${key[3]!.toLowerCase()}${key.slice(4)}` : key;
      const given = asTexts(reading, valueOfKey(reading, object!, key)).map(({ text }) => text);
      const fits = either(...valuesOf(field, given).map((each) => literal(each)));
      return isNot ? negate(fits) : fits;
    }),
  );
}

function valuesOf(field: string, given: readonly string[]): readonly Alternative[] {
  if (/^(?:ip|remoteIp)Blocks$/.test(field)) return addresses(given);
  const words = Object.hasOwn(REQUESTS, field) ? REQUESTS[field]! : null;
  return given
    .slice(0, MAX_PARTS)
    .map((text) =>
      words === null
        ? { kind: 'scope', value: `${field}: ${text}` }
        : { kind: 'check', value: `${THAT}${words} ${text}` },
    );
}

/** `key: request.auth.claims[groups]` and its values. */
function whenCondition(reading: FileReading, each: SyntaxNode): Condition {
  const key = textAt(reading, each, 'key') ?? 'the request';
  const isOfCaller = /^(?:request\.auth|source\.(?:principal|namespace))/.test(key);
  const of = (name: string): readonly Condition[] => {
    const given = asTexts(reading, valueOfKey(reading, each, name)).slice(0, MAX_PARTS);
    if (given.length === 0) return [];
    const all = given.map(({ text }): Alternative =>
      isOfCaller ? { kind: 'scope', value: `${key}: ${text}` } : { kind: 'check', value: `${THAT}${key} is ${text}` },
    );
    return [either(...all.map((one) => literal(one)))];
  };
  return both(...of('values'), ...of('notValues').map(negate));
}

/** Tokens of any of the issuers are taken; another is refused. */
export function tokensTaken(reading: FileReading, spec: SyntaxNode | null): readonly Alternative[] {
  const rules = spec === null ? [] : itemsAt(reading, spec, 'jwtRules').slice(0, MAX_PARTS);
  const taken = rules.flatMap((rule): readonly Alternative[] => {
    const issuer = textAt(reading, rule, 'issuer') ?? 'any issuer';
    const audiences = asTexts(reading, valueOfKey(reading, rule, 'audiences')).slice(0, MAX_PARTS);
    const value = `token of ${issuer}`;
    if (audiences.length === 0) return [{ kind: 'signature', value }];
    return audiences.map(({ text }) => ({ kind: 'signature', value: `${value} for ${text}` }));
  });
  if (taken.length <= MAX_TOKENS) return taken;
  return [
    {
      kind: 'signature',
      value: cutText(
        taken
          .map(({ value }) => value)
          .toSorted()
          .join(', '),
      ),
    },
  ];
}
