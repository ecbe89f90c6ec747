import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { asText } from '../objects.ts';
import { declaredBy } from '../record-fields.ts';
import { defineRecordSource, record, type DeclaredField, type DeclaredRecord } from './define.ts';

const MIGRATES = /create_?table|add_?columns?\b|Schema::|change_table|alter_?table|CreateModel|AddField|TableColumn/i;

/** Nodes looked at in a file: builders may stand in each other. */
const MAX_NODES = 300_000;
interface Budget {
  nodes: number;
}

/** Columns that migrations and schema files write as calls: Rails, Laravel, Knex, Sequelize, Alembic, Django, TypeORM. */
export const columns = defineRecordSource({
  id: 'columns',
  languages: ['typescript', 'javascript', 'python', 'ruby', 'php'],
  *records(reading) {
    const { unit } = reading;
    if (!MIGRATES.test(unit.tree.text)) return;
    const budget = { nodes: MAX_NODES };
    const calls = [...unit.ofKind('call'), ...unit.ofKind('new')].toSorted((a, b) => a.start - b.start);
    for (const call of calls) {
      const callee = childOf(call, 'call.callee');
      if (callee === null || isWayBack(reading, call)) continue;
      const found = read(reading, call, lastName(reading, callee), budget);
      if (found !== null && found.fields.length > 0) yield found;
    }
  },
});

/** What a migration does to undo itself. */
function isWayBack({ unit }: Reading, node: SyntaxNode): boolean {
  for (let at = enclosing(node, 'function'); at !== null; at = enclosing(at, 'function'))
    if (/^(?:down|downgrade)$/.test(declaredName(unit, at) ?? '')) return true;
  return false;
}

function lastName({ unit }: Reading, callee: SyntaxNode): string {
  const property = childOf(callee, 'member.property');
  return unit.textOf(property ?? callee);
}

function read(reading: Reading, call: SyntaxNode, name: string, budget: Budget): DeclaredRecord | null {
  const { unit, resolver } = reading;
  const args = childrenOf(call, 'call.argument');
  const [first = null, second = null] = args;
  switch (name) {
    case 'create_table':
    case 'createTable':
    case 'createTableIfNotExists':
    case 'change_table':
    case 'alterTable':
    case 'create':
    case 'table': {
      const body = args.find((each) => each.kind === 'function');
      const table = tableName(reading, first);
      if (body !== undefined) return record(table, builderColumns(reading, body, budget));
      if (/^(?:create|table|alterTable|change_table)$/.test(name)) return null;
      const object = args.find((each) => each.kind === 'object');
      if (object !== undefined) return record(table, objectColumns(reading, object));
      return record(
        table,
        args.flatMap((each) => columnCall(reading, each)),
      );
    }
    case 'add_column':
    case 'addColumn':
    case 'addColumns': {
      const object = args.find((each) => each.kind === 'object');
      if (name === 'addColumns' || (object !== undefined && second === object && first?.kind !== 'object'))
        return object === undefined ? null : record(tableName(reading, first), objectColumns(reading, object));
      const made = args.flatMap((each) => columnCall(reading, each));
      if (made.length > 0)
        return record(first === null || first.kind === 'call' ? null : tableName(reading, first), made);
      const column = second === null ? null : asText(reading, second)?.replace(/^:/, '');
      if (column === null || column === undefined) return null;
      const rest = args
        .slice(2)
        .map((each) => unit.textOf(each))
        .join(' ');
      return record(tableName(reading, first), [{ name: column, type: declaredBy(rest), node: call }]);
    }
    case 'CreateModel': {
      const fields = keywordValue(reading, call, 'fields');
      const model = asText(reading, keywordValue(reading, call, 'name'));
      const pairs = fields?.kind === 'array' ? fields.children : [];
      return record(
        model,
        pairs.flatMap((pair): readonly DeclaredField[] => {
          const [key, value] = pair.children;
          const column = key === undefined ? null : asText(reading, key);
          if (column === null || value === undefined) return [];
          return [{ name: column, type: declaredBy(unit.textOf(value)), node: pair }];
        }),
      );
    }
    case 'AddField': {
      const column = asText(reading, keywordValue(reading, call, 'name'));
      const value = keywordValue(reading, call, 'field');
      if (column === null) return null;
      const type = value === null ? null : declaredBy(unit.textOf(value));
      return record(asText(reading, keywordValue(reading, call, 'model_name')), [{ name: column, type, node: call }]);
    }
    case 'Table': {
      // TypeORM: `new Table({ name, columns: [{ name, type }] })`; SQLAlchemy: `Table('users', metadata, Column('email'))`.
      if (first?.kind !== 'object')
        return record(
          tableName(reading, first),
          args.flatMap((each) => columnCall(reading, each)),
        );
      const entries = resolver.entriesOf(first);
      const list = entries.get('columns');
      return record(
        asText(reading, entries.get('name') ?? null),
        list?.kind === 'array' ? list.children.flatMap((each) => namedColumn(reading, each)) : [],
      );
    }
    default:
      return null;
  }
}

function tableName(reading: Reading, node: SyntaxNode | null): string | null {
  const text = node === null || node.kind === 'function' ? null : asText(reading, node);
  return text === null ? null : text.replace(/^:/, '').replace(/^(?:public|dbo)\./, '');
}

function keywordValue({ unit }: Reading, call: SyntaxNode, name: string): SyntaxNode | null {
  for (const child of call.children) {
    const key = child.kind === 'keyword' ? childOf(child, 'keyword.name') : null;
    if (key !== null && unit.textOf(key) === name) return childOf(child, 'keyword.value');
  }
  return null;
}

const NO_COLUMN =
  /^(?:index|fullText|spatialIndex|rawIndex|unique|primary|foreign|references|drop\w*|remove\w*|rename\w*|timestamps?(?:Tz)?|softDeletes|nullableTimestamps|comment|engine|check|belongs_to|foreign_key|check_constraint|exclusion_constraint|unique_constraint|foreignId(?:For)?|foreignUuid|increments|bigIncrements|id|specificType2|after|charset|collation|dropColumn|change|setNullable|on|where|select|get|first|insert|update|delete|values|whereNull|orderBy|pluck|join)$/;

/** `t.string('email')` of the builder that the function is given. */
function builderColumns(reading: Reading, body: SyntaxNode, budget: Budget): readonly DeclaredField[] {
  const { unit } = reading;
  const parameter = body.children.find((child) => child.kind === 'parameter');
  const own = parameter === undefined ? null : childOf(parameter, 'parameter.name');
  if (own === null) return [];
  const builder = unit.textOf(own);
  const fields: DeclaredField[] = [];
  for (const call of descendants(body)) {
    budget.nodes -= 1;
    if (budget.nodes < 0) break;
    const callee = call.kind === 'call' ? childOf(call, 'call.callee') : null;
    const object = callee?.kind === 'member' ? childOf(callee, 'member.object') : null;
    if (object?.kind !== 'name' || unit.textOf(object) !== builder) continue;
    const method = lastName(reading, callee!);
    if (NO_COLUMN.test(method)) continue;
    const names = childrenOf(call, 'call.argument').filter((each) => each.kind === 'string');
    // Ruby: `t.string :first_name, :last_name`; elsewhere a second text is a length or a type.
    for (const node of unit.language.id === 'ruby' ? names : names.slice(0, 1)) {
      const name = asText(reading, node)?.replace(/^:/, '');
      if (name !== undefined) fields.push({ name, type: builtType(method), node: call });
    }
  }
  return fields;
}

function builtType(method: string): string | null {
  if (/^bool/i.test(method)) return 'boolean';
  if (/timestamp|datetime/i.test(method)) return 'timestamp';
  if (/^(?:integer|bigint|int|float|decimal|smallint|tinyint|unsigned\w+|bigInteger)$/i.test(method)) return 'integer';
  return null;
}

/** `{ email: { type: Sequelize.STRING }, name: 'text' }`. */
function objectColumns({ unit, resolver }: Reading, object: SyntaxNode): readonly DeclaredField[] {
  return [...resolver.entriesOf(object)].flatMap(([name, value]): readonly DeclaredField[] =>
    value.kind === 'function'
      ? []
      : [{ name, type: declaredBy(unit.textOf(value)), node: value.parent?.kind === 'entry' ? value.parent : value }],
  );
}

/** `sa.Column('email', sa.String())`, `new TableColumn({ name: 'email' })`. */
function columnCall(reading: Reading, node: SyntaxNode): readonly DeclaredField[] {
  const callee = node.kind === 'call' || node.kind === 'new' ? childOf(node, 'call.callee') : null;
  if (callee === null) return [];
  const name = lastName(reading, callee);
  const [first = null] = childrenOf(node, 'call.argument');
  if (name === 'TableColumn' && first !== null) return namedColumn(reading, first).map((each) => ({ ...each, node }));
  if (name !== 'Column' || first?.kind !== 'string') return [];
  const text = asText(reading, first);
  return text === null ? [] : [{ name: text, type: declaredBy(reading.unit.textOf(node)), node }];
}

function namedColumn(reading: Reading, node: SyntaxNode): readonly DeclaredField[] {
  if (node.kind === 'new' || node.kind === 'call') return columnCall(reading, node);
  if (node.kind !== 'object') return [];
  const name = asText(reading, reading.resolver.entriesOf(node).get('name') ?? null);
  return name === null ? [] : [{ name, type: declaredBy(reading.unit.textOf(node)), node }];
}
