import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { splitWords, toSingular } from '../../text/words.ts';
import type { Reading } from '../define.ts';
import { ownerOfCall, textsIn, type FieldChoice } from './field-choice.ts';
import { lastName } from './use.ts';

/** Methods of mappers that read rows, and of models that write themselves out. */
const READS =
  /^(?:find\w*|create|update|upsert|delete|query|queryRaw|all|first|select|only|values|values_list|defer|get|getMany|getOne|paginate|exclude_fields|omit|Select|Omit|Find|First)$/;
const WRITES_OUT =
  /^(?:model_dump|model_dump_json|dict|json|to_dict|as_dict|asdict|jsonable_encoder|toObject|toJSON|as_json|to_json|serializable_hash|\w*Schema|\w*Serializer)$/;
/** Options that leave fields out, and those that name the only ones. */
const OUT = new Set(['omit', 'exclude', 'except', 'defer', 'exclude_fields', 'excludeAttributes', 'rules']);
const ONLY = new Set(['select', 'attributes', 'only', 'include', 'fields', 'projection', 'columns']);

/** What queries and serializers choose of a record: options, projections, columns. */
export function* queryFields(reading: Reading): Generator<FieldChoice> {
  const { unit } = reading;
  for (const call of [...unit.ofKind('call'), ...unit.ofKind('new')]) {
    const method = lastName(unit, childOf(call, 'call.callee'));
    const isRead = READS.test(method) || method === 'PrismaClient';
    if (!isRead && !WRITES_OUT.test(method)) continue;
    const owner = ownerOfCall(reading, call);
    const found = ofArguments(reading, call, method);
    yield {
      node: call,
      by: `query:${splitWords(owner ?? objectOf(reading, call))
        .map(toSingular)
        .join('-')}`,
      owner,
      ...found,
    };
  }
  for (const kind of ['string', 'template'] as const)
    for (const node of unit.ofKind(kind)) {
      if (node.parent?.kind === 'template') continue;
      const found = columnsOf(unit.textOf(node));
      if (found !== null)
        yield { node, by: `sql:${found.table}`, owner: found.table, listed: found.columns, leftOut: [] };
    }
}

/** `webhook` of `prisma.webhook.findUnique`. */
function objectOf({ unit }: Reading, call: SyntaxNode): string {
  const callee = childOf(call, 'call.callee');
  const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : callee;
  const name = object?.kind === 'member' ? childOf(object, 'member.property') : object;
  return name?.kind === 'name' || name?.kind === 'property' ? unit.textOf(name) : '';
}

type Chosen = Pick<FieldChoice, 'listed' | 'leftOut'>;

function ofArguments(reading: Reading, call: SyntaxNode, method: string): Chosen {
  const leftOut: string[] = [];
  let listed: readonly string[] | null = null;
  const args = reading.resolver.argumentsOf(call);
  const take = (name: string, node: SyntaxNode): void => {
    if (OUT.has(name)) leftOut.push(...(namesIn(reading, node, null) ?? []));
    else if (ONLY.has(name)) {
      const except = reading.resolver.valueOf(node);
      const entry = except.kind === 'object' ? reading.resolver.entriesOf(except.node).get('exclude') : undefined;
      if (entry !== undefined) leftOut.push(...(namesIn(reading, entry, null) ?? []));
      else listed = namesIn(reading, node, true) ?? listed;
    }
  };
  for (const { name, node } of args) {
    if (node === null) continue;
    if (name !== null) take(name, node);
    else if (node.kind === 'object') {
      for (const [key, value] of reading.resolver.entriesOf(node)) take(key, value);
      const zeros = method.startsWith('find') ? namesIn(reading, node, false) : null;
      if (zeros !== null) leftOut.push(...zeros);
    }
  }
  const texts = args.flatMap(({ name, node }) => (name === null ? (textsIn(reading, node) ?? []) : []));
  if (texts.length > 0) {
    const words = texts.flatMap((text) => text.split(/[\s,]+/)).filter((word) => /^[+-]?[\w.*"]+$/.test(word));
    if (/^(?:defer|omit|Omit|exclude_fields)$/.test(method)) leftOut.push(...words);
    else if (/^(?:select|only|values|values_list|Select)$/.test(method)) {
      const plain = words.filter((word) => !word.startsWith('-')).map((word) => word.replace(/^\+/, ''));
      leftOut.push(...words.filter((word) => word.startsWith('-')).map((word) => word.slice(1)));
      if (plain.length > 0) listed = plain;
    }
  }
  return { listed, leftOut };
}

/** Names of a list, or the keys of an object that are set: `{ email: true }`; with `isOn` false those that are 0. */
function namesIn(reading: Reading, node: SyntaxNode, isOn: boolean | null, depth = 0): readonly string[] | null {
  const value = reading.resolver.valueOf(node);
  if (value.kind !== 'object') return isOn === false ? null : textsIn(reading, node);
  const names = [...reading.resolver.entriesOf(value.node)].flatMap(([key, each]): readonly string[] => {
    const text = reading.unit.textOf(each);
    if (isOn === false) return /^(?:0|false)$/.test(text) ? [key] : [];
    // `user: { select: { email: true } }`, `user: { passwordHash: true }`
    if (each.kind === 'object' && depth < MAX_DEPTH) {
      const inner = reading.resolver.entriesOf(each).get('select') ?? each;
      return (namesIn(reading, inner, isOn, depth + 1) ?? []).map((name) => `${key}.${name}`);
    }
    return isOn === null || !/^(?:false|0|null|undefined)$/.test(text) ? [key] : [];
  });
  return isOn === false && names.length === 0 ? null : names;
}

/** Records in records whose fields are named. */
const MAX_DEPTH = 3;

/** Longer texts are not looked at. */
const MAX_SQL = 4000;
const MAX_COLUMNS = 60;

/** The columns that a statement reads, and of which table; null when the text is no such statement. */
export function columnsOf(text: string): { readonly table: string; readonly columns: readonly string[] } | null {
  if (text.length > MAX_SQL) return null;
  const head = /^[rfb]*["'`]{1,3}\s*select\s/i.exec(text);
  if (head === null) return null;
  const rest = text.slice(head[0].length);
  const from = /\sfrom\s+["`[]?(?:\w+\.)?(\w+)/i.exec(rest);
  if (from === null) return null;
  const columns = rest
    .slice(0, from.index)
    .split(',')
    .map((column) => column.trim());
  if (columns.length > MAX_COLUMNS || columns.some((column) => /[()]/.test(column))) return null;
  const names = columns.map((column) => (/(?:^|\.)\*$/.test(column) ? '*' : (/(\w+)["`\]]?$/.exec(column)?.[1] ?? '')));
  return { table: from[1]!, columns: names.filter((name) => name !== '') };
}
