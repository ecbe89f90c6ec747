import type { SyntaxNode } from '../model/syntax.ts';
import { childOf } from '../text/tree.ts';
import { PERSONAL, type OpenParameter, type Traced } from './data-leak.ts';
import { typeName, type Owners } from './data-owners.ts';
import type { Reading } from './define.ts';
import { leaksOfRecord, type RecordLeak } from './record-leaks.ts';

/** A whole record of these is personal data, whatever its fields. */
const WHOLE = /^(?:(?:\w*[a-z_])?(?:[Uu]ser|[Cc]ustomer|[Pp]atient|[Ee]mployee|[Aa]pplicant|[Pp]assenger)s?)$/;
/** What makes a text of a Python object: without it, it prints as a name or an address in memory. */
const SERIALISES =
  /^(?:asdict|vars|model_dump|model_dump_json|dict|json|to_dict|as_dict|jsonable_encoder|dumps|model_to_dict|serialize|dump)$/;
/** `config.user` is whom a program signs in as. */
const SETTINGS =
  /^(?:config|cfg|conf|options|opts|settings|auth|credentials|connection|conn|db|database|env|args|argv|params|smtp|url|parsed|uri|dsn|os|process|info|userInfo)$/i;

/** Longer types are not looked into. */
const MAX_TYPE = 200;

/** Values that are the record of a person as a whole. */
export interface WholeRecords {
  /** Of a name or member; null when it is no such record. */
  readonly of: (node: SyntaxNode, name: string, type: string | null, open: readonly OpenParameter[]) => Traced | null;
  /** Of a class that is named as the type of an answer: `ResponseEntity<List<Patient>>`. */
  readonly typed: (node: SyntaxNode) => Traced | null;
  /** Of a call that writes a record out: `asdict(user)`, `user.model_dump()`. */
  readonly serialised: (
    call: SyntaxNode,
    name: string,
    object: SyntaxNode | null,
    args: readonly SyntaxNode[],
  ) => Traced | null;
}

export function createWholeRecords(
  reading: Pick<Reading, 'unit' | 'vocabulary' | 'resolver'>,
  owners: Owners,
): WholeRecords {
  const { unit, resolver } = reading;
  const isPython = unit.language.id === 'python';

  /** By the fields of its class, in this file or in another one. */
  function byFields(node: SyntaxNode, type: string | null): Traced | null {
    const name = typeName(type);
    const record = owners.recordNamed(name);
    if (record !== undefined) return ofRecord(node, name!, leaksOfRecord(reading, record, name!));
    const value = node.kind === 'name' || node.kind === 'member' ? resolver.valueOf(node) : null;
    const made = value?.kind === 'call' ? value.made : undefined;
    return made?.data === undefined ? null : ofRecord(node, made.symbol, made.data);
  }

  function ofRecord(node: SyntaxNode, name: string, fields: readonly RecordLeak[]): Traced | null {
    const whole = `\`${unit.textOf(node).slice(0, 60)}\` is a whole \`${name}\`.`;
    const leaks = fields.map(({ dataClass, field, tier, ordinaryInLogs, why }) => ({
      dataClass,
      field,
      tier,
      ordinaryInLogs: ordinaryInLogs === true,
      node,
      why: [...(why ?? [`\`${field}\` of \`${name}\` is ${dataClass}.`]), whole],
    }));
    return leaks.length === 0 ? null : { state: 'leaky', leaks, open: [] };
  }

  function byName(node: SyntaxNode, name: string, type: string | null, open: readonly OpenParameter[]): Traced | null {
    const isScalar = type !== null && /^[:\s]*(?:string|str|number|int|boolean|bool|UUID|float)\b/.test(type);
    if (isScalar || !WHOLE.test(name)) return null;
    const object = node.kind === 'member' ? childOf(node, 'member.object') : null;
    if (object !== null && SETTINGS.test(owners.ownerName(object) ?? '')) return null;
    const why = [`\`${name}\` reads as the whole record of a person.`];
    return {
      state: 'leaky',
      leaks: [{ dataClass: PERSONAL, field: name, node, why, tier: 'name', ordinaryInLogs: false }],
      open,
    };
  }

  return {
    of: (node, name, type, open) => byFields(node, type) ?? (isPython ? null : byName(node, name, type, open)),
    typed(node) {
      const names = node.end - node.start > MAX_TYPE ? [] : (unit.textOf(node).match(/[A-Z]\w*/g) ?? []);
      for (const name of names) {
        const record = owners.recordNamed(name);
        if (record !== undefined) return ofRecord(node, name, leaksOfRecord(reading, record, name));
        const value = resolver.typeAt(name, node);
        const fields = value.kind === 'symbol' && value.exported?.kind === 'class' ? value.exported.data : undefined;
        if (fields !== undefined) return ofRecord(node, name, fields);
      }
      return null;
    },
    serialised(call, name, object, args) {
      if (!isPython || !SERIALISES.test(name)) return null;
      const subject = args[0] ?? object;
      if (subject === null || (subject.kind !== 'name' && subject.kind !== 'member')) return null;
      const fields = byFields(subject, owners.typeOfExpression(subject));
      if (fields !== null) return fields;
      const property = subject.kind === 'member' ? childOf(subject, 'member.property') : subject;
      return property === null ? null : byName(call, unit.textOf(property), null, []);
    },
  };
}
