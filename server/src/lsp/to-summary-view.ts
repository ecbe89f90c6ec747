import { tell } from './reader-words.ts';
import { obligationRank } from '../core/model/obligation.ts';
import type { Chain } from '../core/model/chain.ts';
import type { Change } from '../core/model/fact.ts';
import type { Finding } from '../core/model/finding.ts';
import { inEnglish, worded, type Wording } from '../core/model/wording.ts';
import type { ChangeSetView, SummaryEntryView } from '../protocol/view.ts';

type Column = keyof ChangeSetView['summary'];

/** What a change set may now do, touches and decides; the strongest obligations first. */
export function toSummaryView(findings: readonly Finding[]): ChangeSetView['summary'] {
  const ordered = findings
    .filter((finding) => finding.context.length === 0 || finding.obligation.kind !== 'none')
    .toSorted((one, other) => obligationRank(other.obligation) - obligationRank(one.obligation));
  const column = (name: Column): readonly SummaryEntryView[] =>
    mergeEntries(ordered.filter((finding) => columnOf(finding) === name).map(toEntry));
  return { mayNowDo: column('mayNowDo'), touches: column('touches'), decides: column('decides') };
}

const COLUMNS: Readonly<Record<Finding['facet'], Column>> = {
  permission: 'mayNowDo',
  'supply-chain': 'mayNowDo',
  workflow: 'mayNowDo',
  data: 'touches',
  identity: 'decides',
  agent: 'decides',
  assurance: 'decides',
};

const GIVING: ReadonlySet<Change> = new Set<Change>(['added', 'widened', 'weakened', 'redirected']);

/** What was only taken away is nothing the change may do or touches. */
function columnOf(finding: Finding): Column | null {
  const column = finding.kind === 'workflow.gate' ? 'decides' : COLUMNS[finding.facet];
  if (column === 'decides' || finding.kind === 'data.protection' || GIVING.has(finding.change)) return column;
  return null;
}

/** Several are a list. */
type Text = string | Wording | readonly Text[];

interface Entry {
  readonly change: SummaryEntryView['change'];
  readonly text: Text;
  readonly secondary: Text;
  readonly hunk: string;
  /** Entries with the same head share one row, their texts listed: "email, date of birth" to one host. In English. */
  readonly head: string;
}

const print = (text: Text, say: (wording: Wording) => string): string => {
  if (typeof text === 'string') return text;
  return 'message' in text ? say(text) : text.map((each) => print(each, say)).join(', ');
};
const english = (text: Text): string => print(text, inEnglish);
const told = (text: Text): string => print(text, tell);

/** Who gets where, by the shape of a chain. */
const chains: Readonly<Record<Chain['shape'], Wording>> = {
  'input-to-action': worded`text from outside`,
  'model-to-action': worded`output of a model`,
  'data-to-outside': worded`personal data`,
  'route-to-privilege': worded`anybody`,
  'trigger-to-secret': worded`whoever triggers it`,
  'agent-to-outside': worded`private data by an agent`,
  'agent-to-tool': worded`a model`,
  'input-to-memory': worded`text from outside`,
  'input-to-agent': worded`text from outside`,
};

const isOutside: ReadonlySet<Chain['shape']> = new Set<Chain['shape']>(['data-to-outside', 'agent-to-outside']);

function toChainEntry({ change, hunk, resource, subject, dataClasses }: Finding, { shape, steps }: Chain): Entry {
  const who = dataClasses === undefined ? chains[shape] : dataClasses.map(nameOfClass);
  const named = shape === 'route-to-privilege' ? subject.symbol : (resource.value ?? resource.norm);
  const to = isOutside.has(shape) ? worded`outside` : named;
  const files = new Set(steps.map(({ path }) => path)).size;
  return {
    change,
    hunk,
    text: `${told(who)} → ${told(to)}`,
    secondary: files === 1 ? worded`chain` : worded`chain of ${files} files`,
    head: `chain ${english(who)} → ${english(to)} ${hunk}`,
  };
}

function toEntry(finding: Finding): Entry {
  const { change, hunk, resource, subject, chain } = finding;
  if (chain !== undefined) return toChainEntry(finding, chain);
  const named = resource.value ?? resource.norm;
  if (finding.kind === 'data.flow') {
    const to = finding.qualifiers?.['to'] ?? named;
    const classes = finding.dataClasses ?? [named];
    const place = classes.includes(to) ? (finding.sink ?? to) : to;
    const secondary = resource.dynamic ? worded`→ a place set at run time` : `→ ${place}`;
    return { change, hunk, text: classes.map(nameOfClass), secondary, head: `${change} ${english(secondary)}` };
  }
  if (resource.dynamic && isPlace(finding)) {
    const text = worded`a ${resource.kind} set at run time`;
    return {
      change: 'unknown',
      hunk,
      text,
      secondary: resource.value ?? subject.symbol,
      head: `${inEnglish(text)} ${subject.symbol}`,
    };
  }
  const text = textOf(finding, named);
  const secondary = secondaryOf(finding, named, english(text));
  return { change, hunk, text, secondary, head: `${change} ${english(text)} ${english(secondary)}` };
}

const PLACES: ReadonlySet<string> = new Set(['permission.network', 'permission.process', 'permission.filesystem']);

function isPlace(finding: Finding): boolean {
  return PLACES.has(finding.kind);
}

/** Verb and object in the words of the column's title: "May now … connect to api.mixpanel.com". */
const ACTS: Readonly<Partial<Record<Finding['kind'], Readonly<Record<string, (what: string) => Wording>>>>> = {
  'permission.network': {
    connect: (what) => worded`connect to ${what}`,
    listen: (what) => worded`listen on ${what}`,
  },
  'permission.filesystem': {
    read: (what) => worded`read ${what}`,
    write: (what) => worded`write ${what}`,
    delete: (what) => worded`delete ${what}`,
  },
  'permission.process': { exec: (what) => worded`run ${what}` },
  'permission.environment': { read: (what) => worded`read ${what}`, inherit: (what) => worded`inherit ${what}` },
  'permission.secret': {
    read: (what) => worded`read secret ${what}`,
    inherit: (what) => worded`inherit secrets of ${what}`,
  },
};

const MAX_COMPARISON = 60;

function textOf(finding: Finding, named: string): Text {
  const { kind, action, change, comparison } = finding;
  if (kind === 'identity.credential' && action === 'hardcode')
    return worded`a hardcoded ${nameOfClass(finding.dataClasses?.[0] ?? kind)}`;
  // The check itself; what stood beside it and still does is for the card.
  if (kind === 'identity.guard' && (change === 'added' || change === 'removed')) return named || action;
  if (comparison !== undefined && comparison.before.length + comparison.after.length <= MAX_COMPARISON)
    return comparisonOf(comparison);
  if (kind === 'permission.cloud' || kind === 'permission.grant' || kind === 'permission.scope') return action;
  if (kind === 'data.field') return (finding.dataClasses ?? [named]).map(nameOfClass);
  const act = ACTS[kind]?.[action];
  if (act !== undefined) return act(named);
  if (kind === 'permission.database' || kind === 'permission.runtime') return `${action} ${named}`;
  return named || action;
}

/** `contents: read → write`: a name that both sides begin with is said once. */
function comparisonOf({ before, after }: NonNullable<Finding['comparison']>): Text {
  if (before === '') return worded`nothing → ${after}`;
  if (after === '') return worded`${before} → nothing`;
  const name = /^[^:,]+: (?=[^,:]+$)/.exec(before)?.[0] ?? '';
  const rest = name !== '' && after.startsWith(name) ? after.slice(name.length) : '';
  return `${before} → ${rest === '' || /[,:]/.test(rest) ? after : rest}`;
}

function secondaryOf({ kind, path, resource, subject }: Finding, named: string, text: string): Text {
  if (kind === 'permission.cloud') return resource.dynamic ? worded`resource set at run time` : named;
  if (kind === 'permission.grant') return subject.principal ?? (named === text ? subject.symbol : named);
  if (subject.type === 'file') return path.slice(path.lastIndexOf('/') + 1);
  return subject.symbol === text ? '' : subject.symbol;
}

/** `identity.date-of-birth` is `date of birth` for people. */
export function nameOfClass(dataClass: string): Wording {
  return { message: dataClass.slice(dataClass.lastIndexOf('.') + 1).replaceAll('-', ' '), parts: [] };
}

function mergeEntries(entries: readonly Entry[]): readonly SummaryEntryView[] {
  const merged = new Map<
    string,
    { change: Entry['change']; texts: Map<string, string>; secondary: string; hunks: Set<string> }
  >();
  for (const entry of entries) {
    const known = merged.get(entry.head);
    if (known === undefined) {
      merged.set(entry.head, {
        change: entry.change,
        texts: new Map([[english(entry.text), told(entry.text)]]),
        secondary: told(entry.secondary),
        hunks: new Set([entry.hunk]),
      });
    } else {
      known.texts.set(english(entry.text), told(entry.text));
      known.hunks.add(entry.hunk);
    }
  }
  return [...merged.values()].map(({ change, texts, secondary, hunks }) => ({
    change,
    text: [...texts.values()].join(', '),
    secondary,
    hunks: [...hunks],
  }));
}
