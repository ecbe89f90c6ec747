import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants, enclosing } from '../../text/tree.ts';
import { namesModel } from '../data-answers.ts';
import type { Reading } from '../define.ts';
import { declaredName, symbolPath } from '../names.ts';
import { recordFields } from '../record-fields.ts';
import { textsIn, type FieldChoice } from './field-choice.ts';

/** Marks on a field, or in how it is declared, that keep it out of what is written out. */
const HIDDEN =
  /@(?:Exclude\b|JsonIgnore\b|JsonProperty\([^)]*WRITE_ONLY|HideField\b|Column\(\{[^}]*select:\s*false|Prop\(\{[^}]*select:\s*false|XmlTransient\b|Transient\b|Hidden\b)|\bjson:"-|\bwrite_only\s*=\s*True|\bexclude\s*=\s*True|\bload_only\s*=\s*True|\brepr\s*=\s*False|\bselect:\s*false/;
const MAX_FIELD = 600;

/** What classes say of their own fields: marks on them, and lists of those that a serializer writes. */
export function* classFields(reading: Reading): Generator<FieldChoice> {
  const { unit } = reading;
  for (const kind of ['class', 'interface'] as const)
    for (const node of unit.ofKind(kind)) {
      const symbol = symbolPath(unit, node) ?? declaredName(unit, node);
      if (symbol === null) continue;
      const owner = declaredName(unit, node);
      const fields = recordFields(unit, node);
      const hidden = fields.filter((field) => HIDDEN.test(declaration(reading, field.node)));
      const leftOut = new Set(hidden.map((field) => field.name));
      for (const field of hidden)
        yield { node: field.node, symbol, by: 'class:field', owner, listed: null, leftOut: [field.name] };
      const open = fields.filter((field) => !leftOut.has(field.name));
      // Only that they stand in the open: a class says nothing of what is written out of it.
      if (open.length > 0)
        yield {
          node,
          symbol,
          by: 'class:field',
          owner: null,
          listed: open.map((field) => field.name),
          leftOut: [],
          isDeclaration: true,
        };
    }
  if (unit.language.id !== 'python') return;
  yield* metaLists(reading);
  yield* modelLists(reading);
}

function declaration({ unit }: Reading, node: SyntaxNode): string {
  const text = unit.tree.text;
  const around = node.parent?.kind === 'decorator' ? node.parent : node;
  // Decorators may stand in front of the node of the field.
  const lineStart = text.lastIndexOf('\n', text.lastIndexOf('\n', around.start - 1) - 1) + 1;
  const before = text.slice(Math.max(lineStart, around.start - 200), around.start);
  const own = /(?:^|\n)(?:[ \t]*@[^\n]*\n)*[ \t]*(?:@[^\n]*)?$/.exec(before.split(/[;{}]\s*\n/).pop() ?? '')?.[0] ?? '';
  return own + text.slice(around.start, Math.min(around.end, around.start + MAX_FIELD));
}

/** `response_model=UserPublic` of FastAPI, or the type that the handler returns. */
function* modelLists(reading: Reading): Generator<FieldChoice> {
  const { unit } = reading;
  for (const { handler } of reading.routes) {
    const decorators = handler?.children.filter(({ kind }) => kind === 'decorator') ?? [];
    if (handler === null || decorators.length === 0) continue;
    const model = decorators
      .flatMap((decorator) => [...descendants(decorator)])
      .find((node) => node.role === 'keyword.value' && namesModel(unit, node));
    const name = model ?? childOf(handler, 'function.returns');
    const written = name === null ? null : (/[A-Z]\w*/.exec(unit.textOf(name).slice(0, 100))?.[0] ?? null);
    const isLoose = written === null || /^(?:Any|Response|JSONResponse|None|Dict|Mapping)$/.test(written);
    yield {
      node: name ?? handler,
      by: 'response-model',
      owner: written,
      listed: isLoose ? null : [written],
      leftOut: [],
    };
  }
}

/** `fields = "__all__"`, `exclude = […]` and `extra_kwargs` of the `Meta` of a serializer, a form or a resource. */
function* metaLists(reading: Reading): Generator<FieldChoice> {
  const { unit } = reading;
  for (const meta of unit.ofKind('class')) {
    const outer = declaredName(unit, meta) === 'Meta' ? enclosing(meta, 'class') : null;
    if (outer === null) continue;
    let listed: readonly string[] | null = null;
    let node = meta;
    const leftOut: string[] = [];
    for (const assign of (childOf(meta, 'class.body') ?? meta).children) {
      const target = childOf(assign, 'assign.target');
      const value = childOf(assign, 'assign.value');
      const name = target?.kind === 'name' ? unit.textOf(target) : '';
      if (/^(?:fields|excludes?|extra_kwargs)$/.test(name)) node = assign;
      if (name === 'fields')
        listed = textsIn(reading, value)?.map((text) => (text === '__all__' ? '*' : text)) ?? listed;
      else if (name === 'exclude' || name === 'excludes' || name === 'write_only_fields' || name === 'load_only')
        leftOut.push(...(textsIn(reading, value) ?? []));
      else if (name === 'extra_kwargs' && value?.kind === 'object') leftOut.push(...writeOnly(reading, value));
    }
    const owner = (declaredName(unit, outer) ?? '').replace(/(?:Serializer|Schema|Form|Resource)$/, '');
    yield { node, symbol: symbolPath(unit, outer) ?? '', by: 'class:meta', owner, listed, leftOut };
  }
}

/** `{"password": {"write_only": True}}` */
function writeOnly({ unit, resolver }: Reading, object: SyntaxNode): readonly string[] {
  return [...resolver.entriesOf(object)].flatMap(([name, options]) =>
    /["']write_only["']\s*:\s*True/.test(unit.textOf(options).slice(0, MAX_FIELD)) ? [name] : [],
  );
}
