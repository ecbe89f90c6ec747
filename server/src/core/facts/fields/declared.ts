import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, enclosing } from '../../text/tree.ts';
import { classify } from '../data-classes.ts';
import { isAmbiguous, isPersonName } from '../data-context.ts';
import type { Reading } from '../define.ts';
import { declaredName, symbolPath } from '../names.ts';
import { recordFields, type RecordField } from '../record-fields.ts';
import { isSqlOfWayBack } from '../sql/sql-files.ts';
import type { Unit } from '../unit.ts';
import { defineRecordSource, type DeclaredRecord } from './define.ts';
import { isActor, isSettings, mayHoldData } from './no-record.ts';

/** Classes, interfaces, structs, data classes, messages, models and tables: what a language declares with fields. */
export const declared = defineRecordSource({
  id: 'declared',
  languages: [
    'typescript',
    'tsx',
    'javascript',
    'python',
    'java',
    'kotlin',
    'csharp',
    'php',
    'ruby',
    'rust',
    'go',
    'sql',
    'proto',
    'graphql',
    'prisma',
  ],
  *records(reading) {
    const { unit } = reading;
    // Packages of Go that hold settings are called so, whatever their types are.
    if (unit.language.returnsSeveral && /(?:^|\/)(?:config|conf|settings|cfg)(?:\/|\w*\.go$)/.test(unit.path)) return;
    if (unit.language.id === 'sql' && isSqlOfWayBack(unit.path)) return;
    for (const kind of ['class', 'interface'] as const)
      for (const owner of unit.ofKind(kind)) {
        const name = bare(declaredName(unit, owner));
        if (name !== null && (!isSettings(name) || holdsSpecial(reading, owner, name)))
          yield* recordOf(reading, owner, name);
      }
  },
});

/** Where attributes are read as part of it: `#[table_name = "users"] pub struct User`. */
function bare(name: string | null): string | null {
  return name === null || !/\s/.test(name) ? name : (/[\w$.]+$/.exec(name)?.[0] ?? null);
}

/** Kinds of data that no program has for its own sake. */
const SPECIAL =
  /^(?:identity\.(?:national-id|passport|date-of-birth|driver)|health\.|financial\.|biometric|payment\.(?:card$|cvv|iban))/;

/** `OnboardingState` with a date of birth and a tax id is about somebody. */
function holdsSpecial({ unit, vocabulary }: Reading, owner: SyntaxNode, name: string): boolean {
  if (!mayHoldData(name)) return false;
  const fields = recordFields(unit, owner);
  const siblings = fields.map((field) => field.name);
  return fields.some(({ name: field, type }) =>
    SPECIAL.test(classify({ name: field, type, siblings }, vocabulary)?.dataClass.id ?? ''),
  );
}

const MODEL =
  /(?:^|\.|@|\\)(?:Table|Entity|Column|Schema|Prop|Field|ObjectType|InputType|Model|Document|Data|Value|Getter|MappedSuperclass|Embeddable|ORM\\?\w*|BaseModel|ApplicationRecord|ActiveRecord|Base|dataclass|attr|attrs|define|Serializable|JsonProperty|SerializedName|PrimaryKey)\b/;

function* recordOf({ unit }: Reading, owner: SyntaxNode, name: string): Generator<DeclaredRecord> {
  const fields = recordFields(unit, owner);
  if (fields.length === 0) return;
  const isModel = fields.length > 0 && declaresModel(unit, owner, fields);
  const isPerson = isPersonName(name) && !isAmbiguous(name);
  const acts = actsOf(unit, owner, name);
  // A command or a query that carries ten fields is a record, whatever it is called.
  if (isActor(name) && !isModel && (acts * 3 >= Math.max(fields.length, 1) || unit.language.id === 'python')) return;
  // A class that only keeps what its constructor was given is a record when its name says so.
  const keeps = fields.some((field) => field.node.kind === 'assign' && enclosing(field.node, 'function') !== null);
  if (keeps && !isPerson && !isModel) return;
  yield {
    name,
    subject: { type: 'class', symbol: bare(symbolPath(unit, owner)) ?? name },
    // What a class works with to do its work is its own, not data it is about.
    fields: acts > fields.length && !isModel && !isPerson ? [] : fields,
  };
}

function declaresModel(unit: Unit, owner: SyntaxNode, fields: readonly RecordField[]): boolean {
  const says = (node: SyntaxNode): boolean =>
    node.children.some((child) => child.kind === 'decorator' && MODEL.test(unit.textOf(child).slice(0, 80)));
  return (
    says(owner) ||
    fields.some(({ node }) => says(node)) ||
    childrenOf(owner, 'class.base').some((base) =>
      /(?:Model|Entity|Document|Record|Base|Schema|Form|Serializer|TypedDict|NamedTuple|Struct)$/.test(
        unit.textOf(base),
      ),
    )
  );
}

/** Methods that do something, which getters, setters and what compares and prints are not. */
function actsOf(unit: Unit, owner: SyntaxNode, own: string): number {
  const body = childOf(owner, `${owner.kind}.body`) ?? owner;
  return body.children.filter((child) => {
    if (child.kind !== 'function') return false;
    const name = childOf(child, 'function.name');
    return (
      name !== null &&
      unit.textOf(name) !== own &&
      !/^_?(?:get|set|is|has|with|to|from|equals|hash|builder|build|create|of|constructor|__\w+|toString|compare|copy|clone|parse|validate|Table|BeforeCreate|Reset|String|Proto|Descriptor)/.test(
        unit.textOf(name),
      )
    );
  }).length;
}
