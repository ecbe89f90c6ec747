import { obligationRank } from '../core/model/obligation.ts';
import type { Chain } from '../core/model/chain.ts';
import type { Change } from '../core/model/fact.ts';
import type { Finding } from '../core/model/finding.ts';
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

interface Entry {
  readonly change: SummaryEntryView['change'];
  readonly text: string;
  readonly secondary: string;
  readonly hunk: string;
  /** Entries with the same head share one row, their texts listed: "email, date of birth" to one host. */
  readonly head: string;
}

/** Who gets where, by the shape of a chain. */
const CHAINS: Readonly<Record<Chain['shape'], string>> = {
  'input-to-action': 'text from outside',
  'model-to-action': 'output of a model',
  'data-to-outside': 'personal data',
  'route-to-privilege': 'anybody',
  'trigger-to-secret': 'whoever triggers it',
  'agent-to-outside': 'private data by an agent',
  'agent-to-tool': 'a model',
  'input-to-memory': 'text from outside',
};

function toChainEntry({ change, hunk, resource, subject, dataClasses }: Finding, { shape, steps }: Chain): Entry {
  const named = resource.value ?? resource.norm;
  const who = dataClasses === undefined ? CHAINS[shape] : dataClasses.map(printClass).join(', ');
  const to =
    shape === 'route-to-privilege'
      ? subject.symbol
      : shape === 'data-to-outside' || shape === 'agent-to-outside'
        ? 'outside'
        : named;
  const files = new Set(steps.map(({ path }) => path)).size;
  const text = `${who} → ${to}`;
  return {
    change,
    hunk,
    text,
    secondary: files === 1 ? 'chain' : `chain of ${files} files`,
    head: `chain ${text} ${hunk}`,
  };
}

function toEntry(finding: Finding): Entry {
  const { change, hunk, resource, subject, chain } = finding;
  if (chain !== undefined) return toChainEntry(finding, chain);
  const named = resource.value ?? resource.norm;
  if (finding.kind === 'data.flow') {
    const to = resource.dynamic ? 'a place set at run time' : (finding.qualifiers?.['to'] ?? named);
    const classes = finding.dataClasses ?? [named];
    const secondary = `→ ${classes.includes(to) ? (finding.sink ?? to) : to}`;
    return { change, hunk, text: classes.map(printClass).join(', '), secondary, head: `${change} ${secondary}` };
  }
  if (resource.dynamic && isPlace(finding)) {
    const text = `a ${resource.kind} set at run time`;
    return {
      change: 'unknown',
      hunk,
      text,
      secondary: resource.value ?? subject.symbol,
      head: `${text} ${subject.symbol}`,
    };
  }
  const text = textOf(finding, named);
  const secondary = secondaryOf(finding, named, text);
  return { change, hunk, text, secondary, head: `${change} ${text} ${secondary}` };
}

const PLACES: ReadonlySet<string> = new Set(['permission.network', 'permission.process', 'permission.filesystem']);

function isPlace(finding: Finding): boolean {
  return PLACES.has(finding.kind);
}

/** Verb and object in the words of the column's title: "May now … connect to api.mixpanel.com". */
const VERBS: Readonly<Partial<Record<Finding['kind'], Readonly<Record<string, string>>>>> = {
  'permission.network': { connect: 'connect to', listen: 'listen on' },
  'permission.filesystem': { read: 'read', write: 'write', delete: 'delete' },
  'permission.process': { exec: 'run' },
  'permission.environment': { read: 'read', inherit: 'inherit' },
  'permission.secret': { read: 'read secret', inherit: 'inherit secrets of' },
};

const MAX_COMPARISON = 60;

function textOf(finding: Finding, named: string): string {
  const { kind, action, change, comparison } = finding;
  if (kind === 'identity.credential' && action === 'hardcode')
    return `a hardcoded ${printClass(finding.dataClasses?.[0] ?? kind)}`;
  // The check itself; what stood beside it and still does is for the card.
  if (kind === 'identity.guard' && (change === 'added' || change === 'removed')) return named || action;
  if (comparison !== undefined && comparison.before.length + comparison.after.length <= MAX_COMPARISON) {
    return comparisonOf(comparison.before || 'nothing', comparison.after || 'nothing');
  }
  if (kind === 'permission.cloud' || kind === 'permission.grant' || kind === 'permission.scope') return action;
  if (kind === 'data.field') return (finding.dataClasses ?? [named]).map(printClass).join(', ');
  const verb = VERBS[kind]?.[action];
  if (verb !== undefined) return `${verb} ${named}`;
  if (kind === 'permission.database' || kind === 'permission.runtime') return `${action} ${named}`;
  return named || action;
}

/** `contents: read → write`: a name that both sides begin with is said once. */
function comparisonOf(before: string, after: string): string {
  const name = /^[^:,]+: (?=[^,:]+$)/.exec(before)?.[0] ?? '';
  const rest = name !== '' && after.startsWith(name) ? after.slice(name.length) : '';
  return `${before} → ${rest === '' || /[,:]/.test(rest) ? after : rest}`;
}

function secondaryOf({ kind, path, resource, subject }: Finding, named: string, text: string): string {
  if (kind === 'permission.cloud') return resource.dynamic ? 'resource set at run time' : named;
  if (kind === 'permission.grant') return subject.principal ?? (named === text ? subject.symbol : named);
  if (subject.type === 'file') return path.slice(path.lastIndexOf('/') + 1);
  return subject.symbol === text ? '' : subject.symbol;
}

/** `identity.date-of-birth` is `date of birth` for people. */
function printClass(dataClass: string): string {
  return dataClass.slice(dataClass.lastIndexOf('.') + 1).replaceAll('-', ' ');
}

function mergeEntries(entries: readonly Entry[]): readonly SummaryEntryView[] {
  const merged = new Map<
    string,
    { change: Entry['change']; texts: Set<string>; secondary: string; hunks: Set<string> }
  >();
  for (const entry of entries) {
    const known = merged.get(entry.head);
    if (known === undefined) {
      merged.set(entry.head, {
        change: entry.change,
        texts: new Set([entry.text]),
        secondary: entry.secondary,
        hunks: new Set([entry.hunk]),
      });
    } else {
      known.texts.add(entry.text);
      known.hunks.add(entry.hunk);
    }
  }
  return [...merged.values()].map(({ change, texts, secondary, hunks }) => ({
    change,
    text: [...texts].join(', '),
    secondary,
    hunks: [...hunks],
  }));
}
