import type { TeamDataClass } from '../model/policy.ts';
import { splitWords, toSingular } from '../text/words.ts';
import { dataClasses, type DataClass } from './data-class-table.ts';

export interface VocabularyEntry {
  readonly dataClass: DataClass;
  /** What must stand around the name for it to count. */
  readonly context: 'alone' | 'person' | 'health' | 'access' | 'payment';
}

/** Names, words joined, with the classes they may be of, in the order of the table. */
export type Vocabulary = ReadonlyMap<string, readonly VocabularyEntry[]>;

export const builtInVocabulary: Vocabulary = createVocabulary([]);

/**
 * The built-in names with a team's: a class of an id that exists adds names to it. What a team excepts is taken out of its
 * class.
 */
export function createVocabulary(team: readonly TeamDataClass[]): Vocabulary {
  const vocabulary = new Map<string, VocabularyEntry[]>();
  for (const dataClass of dataClasses) addClass(vocabulary, dataClass);
  for (const { id, label, names = [], inPerson = [], except = [], tags = [] } of team) {
    const known = dataClasses.find((each) => each.id === id);
    addClass(vocabulary, {
      ...known,
      id,
      label: label ?? known?.label ?? id,
      tags: [...(known?.tags ?? []), ...tags],
      names,
      inPerson,
      inHealth: [],
      inAccess: [],
      inPayment: [],
    });
    for (const name of except) {
      const key = keyOf(name);
      vocabulary.set(
        key,
        (vocabulary.get(key) ?? []).filter(({ dataClass }) => dataClass.id !== id),
      );
    }
  }
  return vocabulary;
}

function addClass(vocabulary: Map<string, VocabularyEntry[]>, dataClass: DataClass): void {
  const add = (names: readonly string[] | undefined, context: VocabularyEntry['context']): void => {
    for (const name of names ?? []) {
      const key = keyOf(name);
      const known = vocabulary.get(key);
      if (known === undefined) vocabulary.set(key, [{ dataClass, context }]);
      else known.push({ dataClass, context });
    }
  };
  add(dataClass.names, 'alone');
  add(dataClass.inHealth, 'health');
  add(dataClass.inPerson, 'person');
  add(dataClass.inAccess, 'access');
  add(dataClass.inPayment, 'payment');
}

/** `Phone Numbers`, `phone_numbers` and `phoneNumber` are one. */
function keyOf(name: string): string {
  const words = splitWords(name);
  return [...words.slice(0, -1), toSingular(words[words.length - 1] ?? '')].join('');
}

export function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
