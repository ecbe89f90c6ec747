import type { Automation, AutomationPart } from '../../model/inventory.ts';
import type { Subject } from '../../model/fact.ts';
import type { LanguageDefinition } from '../../model/language.ts';
import { hashParts } from '../../text/hash.ts';
import type { FileReading } from '../define.ts';
import { keyText } from '../objects.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import type { AutomationKind, FoundAutomation, FoundInterpolation, FoundPart } from './define.ts';
import { automationKinds } from './table.ts';

export interface AutomationOfKind {
  readonly kind: AutomationKind;
  readonly found: FoundAutomation;
}

/** Of one file. */
const MAX_AUTOMATIONS = 500;

/** By words alone, before anything is parsed. */
export function mayHold(language: LanguageDefinition, text: string): boolean {
  return automationKinds.some((kind) => isFor(kind, language) && hasWords(kind, text));
}

function isFor({ languages }: AutomationKind, { id, isCode }: LanguageDefinition): boolean {
  return languages === 'code' ? isCode : languages.includes(id);
}

function hasWords({ words }: AutomationKind, text: string): boolean {
  return words.some((all) => all.every((word) => text.includes(word)));
}

export const automationsOf = oncePerUnit((reading): readonly AutomationOfKind[] => {
  const { language, tree } = reading.unit;
  const found: AutomationOfKind[] = [];
  for (const kind of automationKinds) {
    if (!isFor(kind, language) || !hasWords(kind, tree.text)) continue;
    for (const each of kind.find(reading)) {
      if (found.length >= MAX_AUTOMATIONS) return found;
      found.push({ kind, found: { ...each, interpolations: oncePerPlace(each.interpolations) } });
    }
  }
  return found.length === 0 ? found : withGaps(found, doubleKeys(reading));
});

function withGaps(found: readonly AutomationOfKind[], gaps: readonly string[]): readonly AutomationOfKind[] {
  if (gaps.length === 0) return found;
  return found.map(({ kind, found: each }) => ({ kind, found: { ...each, gaps: [...each.gaps, ...gaps] } }));
}

/** Keys that stand twice in one object of a data file: which one counts depends on who reads it. */
function doubleKeys(reading: FileReading): readonly string[] {
  const { unit } = reading;
  const found = new Set<string>();
  for (const object of unit.language.isCode || unit.language.id === 'terraform' ? [] : unit.ofKind('object')) {
    const keys = new Set<string>();
    for (const entry of object.children) {
      const key = entry.kind === 'entry' ? keyText(reading, entry) : null;
      if (key === null || key === '<<') continue;
      if (keys.has(key)) found.add(key);
      keys.add(key);
    }
    if (found.size >= MAX_TOLD) break;
  }
  return [...found]
    .slice(0, MAX_TOLD)
    .map((key) => `The key ${key.slice(0, 80)} stands twice in one object; here the last one counts.`);
}

const MAX_TOLD = 3;

/** Jobs that share a script by an alias have its texts too. */
function oncePerPlace(found: readonly FoundInterpolation[]): readonly FoundInterpolation[] {
  const places = new Set<string>();
  return found.filter(({ node, text }) => {
    const place = `${node.start} ${text}`;
    if (places.has(place)) return false;
    places.add(place);
    return true;
  });
}

/** As plain data, with places in place of nodes. */
export function toAutomation({ unit }: FileReading, { kind, found }: AutomationOfKind): Automation {
  const part = ({ name, detail, node }: FoundPart): AutomationPart => ({
    name,
    ...(detail === undefined ? {} : { detail }),
    range: unit.rangeOf(node),
  });
  return {
    id: hashParts([kind.id, unit.path, found.name]),
    kind: kind.id,
    name: found.name,
    path: unit.path,
    range: unit.rangeOf(found.node),
    triggers: found.triggers.map((each) => ({ ...part(each), type: each.type, by: each.by })),
    steps: found.steps.map(part),
    identities: found.identities.map((each) => ({
      ...part(each),
      type: each.type,
      lifetime: each.lifetime,
      grants: each.grants,
    })),
    connectors: found.connectors.map(part),
    models: found.models.map(part),
    tools: found.tools.map(part),
    approvals: found.approvals.map(part),
    ...(found.owner === undefined ? {} : { owner: found.owner }),
    ...(found.purpose === undefined ? {} : { purpose: found.purpose }),
    gaps: found.gaps,
  };
}

/** What its facts hang on: it is the same when it is renamed, because subjects are paired by what they hold. */
export function subjectOfAutomation({ found }: AutomationOfKind): Subject {
  return { type: 'workflow', symbol: found.name };
}
