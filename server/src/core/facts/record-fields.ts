import type { SyntaxNode } from '../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../text/tree.ts';
import type { Unit } from './unit.ts';

/** One field of a class, interface or record type, as declared. */
export interface RecordField {
  readonly name: string;
  /** Declared type, or what declares it: `CharField(max_length=9)`. */
  readonly type: string | null;
  readonly node: SyntaxNode;
  /** The field that it is a part of: `vehicle` of `vehicle: { age: number }`. */
  readonly within?: string;
}

const COLUMN =
  /(?:^|\.)(?:\w*Field|Column|mapped_column|fields\.\w+|models\.\w+|Field|field|attrib|ib|relationship|Mapped|[A-Z]\w*Property|StringField|IntField|DateTimeField)$/;
const ENUM_BASE = /(?:^|\.)(?:\w*Enum|IntFlag|Flag|TextChoices|IntegerChoices)$/;

/** Fields of a class or interface node of any language; none of an enumeration. */
export function recordFields(unit: Unit, owner: SyntaxNode): readonly RecordField[] {
  if (isEnumeration(unit, owner)) return [];
  const { id } = unit.language;
  const isPython = id === 'python';
  const fields: RecordField[] = [];
  const body = childOf(owner, `${owner.kind}.body`) ?? owner;
  for (const member of descendants(body, (at) => at === body || !isScope(at))) {
    if (member.kind === 'field') fields.push(...fieldOf(unit, member));
    if (isPython && member.kind === 'assign' && member.parent === body) fields.push(...pythonField(unit, member));
    if (id === 'kotlin' && member.kind === 'assign' && member.parent === body)
      fields.push(...kotlinProperty(unit, member));
  }
  if (id === 'kotlin') fields.push(...kotlinParameters(unit, owner));
  if (id === 'csharp') fields.push(...csharpParameters(unit, owner));
  // What stands in the head of a record: `record User(String email)`.
  for (const member of body === owner ? [] : owner.children)
    if (member.kind === 'field') fields.push(...fieldOf(unit, member));
  for (const member of body.children) {
    if (member.kind !== 'function') continue;
    const declared = new Set(fields.map(({ name }) => name));
    fields.push(...constructorFields(unit, member, isPython).filter(({ name }) => !declared.has(name)));
  }
  return fields;
}

/** `class User(val email: String)`. */
function kotlinParameters(unit: Unit, owner: SyntaxNode): readonly RecordField[] {
  const primary = owner.children.find((child) => child.kind === 'function' && childOf(child, 'function.name') === null);
  return (primary?.children ?? []).flatMap((node) =>
    node.kind === 'parameter' && childOf(node, 'parameter.modifier') !== null ? parameterField(unit, node) : [],
  );
}

/** `var email: String? = null` in the body; what is computed or made by a call is no datum. */
function kotlinProperty(unit: Unit, node: SyntaxNode): readonly RecordField[] {
  const target = childOf(node, 'assign.target');
  const type = childOf(node, 'assign.type');
  if (target?.kind !== 'name' || (type === null && childOf(node, 'assign.value')?.kind !== 'string')) return [];
  const name = unit.textOf(target);
  if (/^[A-Z][A-Z\d_]*$/.test(name)) return [];
  return [{ name, type: type === null ? null : unit.textOf(type), node }];
}

/** `record Person(string Email)`; of a class they are what it works with. */
function csharpParameters(unit: Unit, owner: SyntaxNode): readonly RecordField[] {
  const name = childOf(owner, 'class.name');
  const head = unit.tree.text.slice(owner.start, name?.start ?? owner.start);
  if (!/\brecord\b/.test(head)) return [];
  return owner.children.flatMap((node) => (node.kind === 'parameter' ? parameterField(unit, node) : []));
}

function parameterField(unit: Unit, node: SyntaxNode): readonly RecordField[] {
  const name = childOf(node, 'parameter.name');
  const type = childOf(node, 'parameter.type');
  if (name === null) return [];
  return [{ name: unit.textOf(name).replace(/^\$/, ''), type: type === null ? null : unit.textOf(type), node }];
}

function isScope(node: SyntaxNode): boolean {
  return node.kind === 'function' || node.kind === 'class' || node.kind === 'interface' || node.kind === 'object';
}

function isEnumeration(unit: Unit, owner: SyntaxNode): boolean {
  if (
    /^(?:(?:export|declare|const|public|private|protected|static)\s+)*enum\b/.test(
      unit.tree.text.slice(owner.start, owner.start + 40),
    )
  )
    return true;
  return childrenOf(owner, 'class.base').some((base) => ENUM_BASE.test(unit.textOf(base)));
}

function fieldOf(unit: Unit, node: SyntaxNode): readonly RecordField[] {
  const name = childOf(node, 'field.name');
  const value = childOf(node, 'field.value');
  if (name === null || value?.kind === 'function') return [];
  // A constant of the class is no part of its records.
  if (unit.language.declaresTypes && /^[A-Z][A-Z\d_]*$/.test(unit.textOf(name))) return [];
  const type = childOf(node, 'field.type');
  return [
    {
      name: unit.textOf(name).replace(/^["'#]|["']$/g, ''),
      type: type !== null ? unit.textOf(type) : value?.kind === 'boolean' ? 'boolean' : null,
      node,
      ...withinOf(unit, node),
    },
  ];
}

function withinOf(unit: Unit, node: SyntaxNode): { readonly within?: string } {
  const outer = enclosing(node, 'field', 'class', 'interface');
  const name = outer?.kind === 'field' ? childOf(outer, 'field.name') : null;
  return name === null ? {} : { within: unit.textOf(name) };
}

/** `email: str`, `email = Column(String)`, `email: str = Field(...)`; a plain constant is none. */
function pythonField(unit: Unit, node: SyntaxNode): readonly RecordField[] {
  const target = childOf(node, 'assign.target');
  const type = childOf(node, 'assign.type');
  const value = childOf(node, 'assign.value');
  if (target?.kind !== 'name') return [];
  const name = unit.textOf(target);
  if (/^[A-Z0-9_]+$/.test(name) || name.startsWith('__')) return [];
  if (type !== null) {
    const text = unit.textOf(type);
    return /\bClassVar\b/.test(text) ? [] : [{ name, type: text, node }];
  }
  if (value?.kind !== 'call') return [];
  const callee = childOf(value, 'call.callee');
  if (callee === null || !COLUMN.test(unit.textOf(callee))) return [];
  return [{ name, type: declaredBy(unit.textOf(value)), node }];
}

/** `BooleanField()` and `Column(Boolean)` say what a type would. */
export function declaredBy(text: string): string | null {
  if (/\bbool(?:ean)?\b|Boolean|\bBool\b/.test(text)) return 'boolean';
  if (/(?:ManyToMany\w*|ForeignKey|OneToOne\w*|Generic\w+|relationship)\b/.test(text)) return 'Ref';
  return null;
}

/** Fields a constructor makes: `constructor(private email: string)`, `self.email = email`. */
function constructorFields(unit: Unit, fn: SyntaxNode, isPython: boolean): readonly RecordField[] {
  const name = childOf(fn, 'function.name');
  if (name === null || !['constructor', '__init__', '__construct'].includes(unit.textOf(name))) return [];
  const parameters = new Map<string, string | null>();
  const fields: RecordField[] = [];
  for (const parameter of fn.children.filter((child) => child.kind === 'parameter')) {
    const own = childOf(parameter, 'parameter.name');
    const type = childOf(parameter, 'parameter.type');
    if (own === null) continue;
    const typeText = type === null ? null : unit.textOf(type);
    parameters.set(unit.textOf(own), typeText);
    const isField = childrenOf(parameter, 'parameter.modifier').some((each) =>
      /private|public|protected|readonly/.test(unit.textOf(each)),
    );
    if (isField) fields.push(...parameterField(unit, parameter));
  }
  for (const node of descendants(fn, (at) => at === fn || !isScope(at))) {
    if (node.kind !== 'assign') continue;
    const target = childOf(node, 'assign.target');
    const value = childOf(node, 'assign.value');
    const object = target?.kind === 'member' ? childOf(target, 'member.object') : null;
    const property = target?.kind === 'member' ? childOf(target, 'member.property') : null;
    if (object === null || property === null || value === null) continue;
    const isOwn = object.kind === 'self' || (isPython && unit.textOf(object) === 'self');
    if (!isOwn || value.kind !== 'name' || !parameters.has(unit.textOf(value))) continue;
    fields.push({ name: unit.textOf(property), type: parameters.get(unit.textOf(value)) ?? null, node });
  }
  return fields;
}
