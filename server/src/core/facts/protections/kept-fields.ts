import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { splitWords } from '../../text/words.ts';
import { classify } from '../data-classes.ts';
import type { Reading, Site } from '../define.ts';
import { declaredName, symbolPath } from '../names.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { recordFields } from '../record-fields.ts';
import { known } from '../to-fact.ts';
import type { Unit } from '../unit.ts';
import { classOf } from './field-class.ts';
import { textsIn } from './field-choice.ts';
import { lastName } from './use.ts';
import { ITSELF } from './values.ts';

/** How a field is declared whose column holds cipher text. */
const ENCRYPTED =
  /@(?:Convert\([^)]*(?:[Ee]ncrypt|[Cc]rypto|[Cc]ipher)|Encrypt(?:ed)?\b|ColumnTransformer\([^)]*encrypt|EncryptedColumn|ColumnEncrypted)|\[(?:Encrypted|ProtectedPersonalData|EncryptColumn)\b|\bEncrypted\w*(?:Field|Type|Column|String|Text)?\(|\bencrypt\(\w+Field|transformer:\s*\w*(?:[Ee]ncrypt|[Cc]rypto|[Cc]ipher)|\bencrypted\s*[:=]\s*[Tt]rue|\bserializer:encrypt/;
/** Calls in the body of a model that name fields: of Rails, Lockbox, attr_encrypted. */
const NAMES_ENCRYPTED = /^(?:encrypts|attr_encrypted|has_encrypted|lockbox_encrypts|encrypted_attribute)$/;
/** Lists of fields by what they are called: of models and plugins, and of what loggers and error trackers leave out. */
const LISTS: readonly { readonly name: RegExp; readonly action: 'encrypt' | 'redact' }[] = [
  {
    name: /^(?:encrypted_?fields|fields_?to_?encrypt|encrypt_?fields|encrypted_?columns|encrypted_?attributes|encryptable)$/i,
    action: 'encrypt',
  },
  {
    name: /^(?:filter_?parameters|redact|redact_?(?:paths|keys|fields)|redacted_?(?:paths|keys|fields)|dont_?flash|scrub_?fields|scrub_?defaults|denylist|mask_?fields|masked_?fields|obscure|hide_?fields|sensitive_?(?:fields|keys|params|parameters|headers|post_?parameters)|log_?filter)$/i,
    action: 'redact',
  },
];
const MAX_FIELD = 400;

/** Fields of records that are kept encrypted, and lists of fields that are masked. */
export function* keptFields(reading: Reading): Generator<Site> {
  for (const { field, name, symbol, dataClass, isKept } of ownFields(reading))
    if (isKept) yield site(field, 'encrypt', dataClass, name, useOfField(name), { type: 'class', symbol });
  yield* listed(reading);
}

/** Fields that are declared as they are: where one lost its encryption, it stands here. */
export function* plainFields(
  reading: Reading,
): Generator<{ readonly symbol: string; readonly dataClass: string; readonly use: string }> {
  for (const { name, symbol, dataClass, isKept } of ownFields(reading))
    if (!isKept) yield { symbol, dataClass, use: useOfField(name) };
}

interface OwnField {
  readonly field: SyntaxNode;
  readonly name: string;
  readonly symbol: string;
  readonly dataClass: string;
  readonly isKept: boolean;
}

/** Fields of classes that hold data about people. */
const ownFields = oncePerUnit(({ unit }): readonly OwnField[] =>
  unit.ofKind('class').flatMap((node) => {
    const owner = declaredName(unit, node);
    if (owner === null) return [];
    const symbol = symbolPath(unit, node) ?? owner;
    return recordFields(unit, node).flatMap(({ name, node: field }) => {
      const dataClass = classify({ name, owner })?.dataClass.id;
      return dataClass === undefined ? [] : [{ field, name, symbol, dataClass, isKept: isEncrypted(unit, field) }];
    });
  }),
);

function isEncrypted(unit: Unit, field: SyntaxNode): boolean {
  const around = field.parent?.kind === 'decorator' ? field.parent : field;
  const start = Math.min(around.start, ...around.children.map((child) => child.start));
  return ENCRYPTED.test(unit.tree.text.slice(start, Math.min(around.end, start + MAX_FIELD)));
}

function useOfField(name: string): string {
  return `field:${splitWords(name).join('-')}`;
}

function* listed(reading: Reading): Generator<Site> {
  const { unit } = reading;
  for (const call of unit.ofKind('call')) {
    const method = lastName(unit, childOf(call, 'call.callee'));
    if (!NAMES_ENCRYPTED.test(method)) continue;
    const names = childrenOf(call, 'call.argument').flatMap((argument) => textsIn(reading, argument) ?? []);
    yield* sitesOf(call, 'encrypt', names);
  }
  for (const { key, value, node } of namedValues(reading)) {
    const list = LISTS.find(({ name }) => name.test(key));
    if (list !== undefined) yield* sitesOf(node, list.action, pathsIn(reading, value));
    // `$casts = ['ssn' => 'encrypted']` of Laravel
    else if (key === 'casts' && value.kind === 'object')
      yield* sitesOf(
        node,
        'encrypt',
        [...reading.resolver.entriesOf(value)].flatMap(([name, cast]) =>
          /encrypted/i.test(unit.textOf(cast).slice(0, 80)) ? [name] : [],
        ),
      );
  }
}

/** `paths` of an object, or the list itself. */
function pathsIn(reading: Reading, value: SyntaxNode): readonly string[] {
  const inner = value.kind === 'object' ? (reading.resolver.entriesOf(value).get('paths') ?? null) : value;
  return inner?.kind === 'array' ? (textsIn(reading, inner) ?? []) : [];
}

function* namedValues({
  unit,
}: Reading): Generator<{ readonly key: string; readonly value: SyntaxNode; readonly node: SyntaxNode }> {
  for (const kind of ['assign', 'field', 'entry', 'keyword'] as const)
    for (const node of unit.ofKind(kind)) {
      const value = childOf(node, `${kind}.value`);
      if (value === null || (value.kind !== 'array' && value.kind !== 'object')) continue;
      const target =
        childOf(node, 'assign.target') ?? childOf(node, `${kind}.name`) ?? childOf(node, 'entry.key') ?? null;
      const last = target?.kind === 'member' ? childOf(target, 'member.property') : target;
      const key = last === null || last === undefined || last.end - last.start > 40 ? '' : unit.textOf(last);
      yield { key: key.replace(/^["'$]|["']$/g, ''), value, node };
    }
}

function* sitesOf(node: SyntaxNode, action: 'encrypt' | 'redact', names: readonly string[]): Generator<Site> {
  for (const written of names) {
    const name =
      written
        .replace(/["'\]]+$/, '')
        .split(/[.[]/)
        .pop() ?? '';
    const dataClass = classOf(name, null);
    if (dataClass !== null) yield site(node, action, dataClass, name, ITSELF);
  }
}

function site(
  node: SyntaxNode,
  action: 'encrypt' | 'redact',
  dataClass: string,
  field: string,
  use: string,
  subject?: Site['subject'],
): Site {
  return {
    kind: 'data.protection',
    action,
    resource: { kind: 'class', value: known(dataClass), norm: `${dataClass} ${splitWords(field).join('-')}` },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [
      `\`${field}\` (${dataClass}) is ${action === 'encrypt' ? 'kept encrypted' : 'masked'} by what is declared here.`,
    ],
    qualifiers: { use },
    detail: { dataClass, field },
    ...(subject === undefined ? {} : { subject }),
  };
}
