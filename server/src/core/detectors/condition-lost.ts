import type { FactChange, Subject } from '../model/fact.ts';
import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupBy } from '../text/group-by.ts';

/** A function that no longer asks something about identity and asks less than before, lets past by what is new, or protects less where it did. */
export const conditionLost = defineDetector({
  id: 'condition-lost',
  facet: 'identity',
  why: 'What was decided by it is decided without it now.',
  fix: 'Restore the condition, or say what asks for it now.',
  tags: ['CWE-285', 'ASI03'],
  *detect(delta) {
    for (const row of delta.of('identity.condition', 'weakened')) {
      const { subject, resource } = row.fact;
      yield {
        change: row,
        message: `${whoIs(subject)} lets past by ${shown(resource.value ?? '')} what it stopped before.`,
      };
    }
    const byAction = groupBy(delta.removed('identity.condition'), ({ fact }) => fact.action);
    for (const row of byAction.get('narrow') ?? []) {
      const { subject, qualifiers } = row.fact;
      const message = `${whoIs(subject)} no longer calls \`${qualifiers?.['to'] ?? ''}\`, which by its name leaves out more than what it calls now.`;
      yield { change: row, message };
    }
    for (const rows of groupBy(byAction.get('hand-over') ?? [], holderOf).values()) {
      const [row, ...also] = rows;
      const { subject, qualifiers } = row!.fact;
      const texts = listWords(rows.map(({ fact }) => shown(fact.resource.value ?? '')));
      yield {
        change: row!,
        also,
        message: `${whoIs(subject)} no longer gives ${texts} to \`${qualifiers?.['to'] ?? ''}\`.`,
      };
    }
    for (const rows of groupBy(byAction.get('refuse') ?? [], holderOfFile).values()) {
      const [row, ...also] = rows;
      const who = [...new Set(rows.map(({ fact }) => whoIs(fact.subject)))];
      const verb = who.length > 1 ? 'no longer call' : 'no longer calls';
      const message = `${listWords(who)} ${verb} ${shown(row!.fact.resource.value ?? '')}, which refuses.`;
      yield { change: row!, also, message };
    }
    for (const row of MARKED.flatMap((action) => byAction.get(action) ?? []))
      yield { change: row, message: markWords(row) };
    const asked = byAction.get('ask') ?? [];
    for (const places of groupBy(inPlaces(asked), ({ texts }) => texts).values()) {
      const [first] = places;
      const [row, ...also] = places.flatMap(({ rows }) => rows);
      const who = [...new Set(places.map(({ rows }) => whoIs(rows[0]!.fact.subject)))];
      const verb = who.length > 1 ? 'no longer check' : 'no longer checks';
      yield { change: row!, also, message: `${listWords(who)} ${verb} ${first!.texts}.` };
    }
  },
});

/** One act each: what protected at one place. */
const MARKED = [
  'put-through',
  'stand-before',
  'bound',
  'switch',
  'of-caller',
  'exchange',
  'rank',
  'narrow-set',
  'end',
  'bound-often',
];

function markWords({ fact: { action, subject, resource } }: FactChange): string {
  const text = shown(resource.value ?? '');
  switch (action) {
    case 'put-through':
      return `${whoIs(subject)} no longer calls ${text}, which by its name protects what it is given.`;
    case 'stand-before':
      return `${text} no longer stands before ${whoIs(subject)}.`;
    case 'exchange':
      return `${whoIs(subject)} gives something else to ${text}.`;
    case 'bound':
      return `${whoIs(subject)} lets more pass than ${text} did.`;
    case 'narrow-set':
      return `${whoIs(subject)} no longer keeps what it finds to ${text}.`;
    case 'end':
      return `${whoIs(subject)} no longer ends what ${text} ended.`;
    case 'bound-often':
      return `${whoIs(subject)} no longer bounds by ${text} how often it is done.`;
    case 'of-caller':
      return `${whoIs(subject)} no longer takes ${text} from the caller.`;
    default:
      return `${whoIs(subject)} no longer has ${text}: what is there now protects less.`;
  }
}

function holderOf({ fact }: FactChange): string {
  return [fact.provenance.path, fact.subject.symbol, fact.qualifiers?.['to'] ?? ''].join('\u0000');
}

function holderOfFile({ fact }: FactChange): string {
  return `${fact.provenance.path}\u0000${fact.qualifiers?.['to'] ?? ''}`;
}

/** What goes from one place of one function is one act. */
interface Place {
  readonly rows: readonly FactChange[];
  readonly texts: string;
}

function whoIs({ type, symbol }: Subject): string {
  return type === 'file' ? 'The file' : symbol;
}

/** Lines between what belongs together. */
const NEAR = 8;

function inPlaces(rows: readonly FactChange[]): readonly Place[] {
  const places: FactChange[][] = [];
  const sorted = rows.toSorted(
    ({ fact: one }, { fact: other }) =>
      one.provenance.range.start.line - other.provenance.range.start.line ||
      one.provenance.range.start.character - other.provenance.range.start.character,
  );
  for (const row of sorted) {
    const last = places.at(-1);
    const at = last?.at(-1)?.fact;
    const isSame =
      at?.subject.symbol === row.fact.subject.symbol &&
      at.provenance.path === row.fact.provenance.path &&
      row.fact.provenance.range.start.line - at.provenance.range.end.line <= NEAR;
    if (isSame) last!.push(row);
    else places.push([row]);
  }
  return places.map((all) => ({
    rows: all,
    texts: listWords([...new Set(all.map(({ fact }) => shown(fact.resource.value ?? '')))]),
  }));
}

const MAX_SHOWN = 80;

function shown(text: string): string {
  return `\`${text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text}\``;
}
