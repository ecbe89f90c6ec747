import type { Expected, LabelledCase } from './cases.ts';

/** The part of a published result that is scored. */
export interface ScoredResult {
  readonly files: readonly { readonly path: string; readonly language: string | null }[];
  readonly facts: readonly ScoredFact[];
  readonly findings: readonly { readonly obligation: { readonly kind: string }; readonly message: string }[];
  readonly failures: readonly { readonly path: string; readonly message: string }[];
}

export interface ScoredFact {
  readonly kind: string;
  readonly change: string;
  readonly action: string;
  readonly resource: { readonly norm: string };
  readonly detail?: { readonly dataClass?: string };
  readonly provenance: { readonly path: string };
}

export interface Row {
  readonly facet: string;
  readonly language: string;
  right: number;
  missed: number;
  wrong: number;
}

export interface Score {
  /** By facet and language. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly quiet: { cases: number; alarms: number };
  /** What was missed, wrong or failed, one line each. */
  readonly notes: string[];
}

export function createScore(): Score {
  return { rows: new Map(), quiet: { cases: 0, alarms: 0 }, notes: [] };
}

/**
 * Each expected fact takes the first found one that fits and is not taken. What is left over of a kind that the case lists
 * completely is wrong; of other kinds it is neither right nor wrong.
 */
export function addCase(score: Score, given: LabelledCase, result: ScoredResult): void {
  const rows = score.rows as Map<string, Row>;
  const languages = new Map(result.files.map(({ path, language }) => [path, language ?? 'none']));
  const rowOf = (kind: string, path: string | undefined): Row => {
    const facet = kind.split('.')[0]!;
    const language = (path === undefined ? undefined : languages.get(path)) ?? [...languages.values()][0] ?? 'none';
    const key = `${facet} ${language}`;
    const row = rows.get(key) ?? { facet, language, right: 0, missed: 0, wrong: 0 };
    rows.set(key, row);
    return row;
  };
  const left = new Set(result.facts);
  for (const expected of given.expect) {
    const found = [...left].find((fact) => fits(expected, fact));
    if (found === undefined) {
      rowOf(expected.kind, expected.path).missed += 1;
      score.notes.push(`${given.id}: missed ${JSON.stringify(expected)}`);
      continue;
    }
    left.delete(found);
    rowOf(found.kind, found.provenance.path).right += 1;
  }
  for (const fact of left) {
    if (!given.complete.some((kind) => isKind(fact.kind, kind))) continue;
    rowOf(fact.kind, fact.provenance.path).wrong += 1;
    score.notes.push(`${given.id}: wrong ${fact.change} ${fact.kind} ${fact.action} ${fact.resource.norm}`);
  }
  for (const { path, message } of result.failures) score.notes.push(`${given.id}: not judged ${path} ${message}`);
  if (!given.quiet) return;
  const alarms = result.findings.filter(({ obligation }) => obligation.kind !== 'none');
  score.quiet.cases += 1;
  score.quiet.alarms += alarms.length;
  for (const { message } of alarms) score.notes.push(`${given.id}: false alarm ${message}`);
}

function fits(expected: Expected, fact: ScoredFact): boolean {
  const changes = expected.change === undefined ? null : [expected.change].flat();
  return (
    isKind(fact.kind, expected.kind) &&
    (changes === null || changes.includes(fact.change)) &&
    (expected.action === undefined || expected.action === fact.action) &&
    (expected.resource === undefined || matches(expected.resource, fact.resource.norm)) &&
    (expected.dataClass === undefined || matches(expected.dataClass, fact.detail?.dataClass ?? '')) &&
    (expected.path === undefined || expected.path === fact.provenance.path)
  );
}

function isKind(kind: string, wanted: string): boolean {
  return kind === wanted || kind.startsWith(`${wanted}.`);
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}

/** Share of what was found that is right, and of what was wanted that was found; 1 when there was nothing. */
export function ratesOf({ right, missed, wrong }: Pick<Row, 'right' | 'missed' | 'wrong'>): {
  readonly precision: number;
  readonly recall: number;
} {
  return {
    precision: right + wrong === 0 ? 1 : right / (right + wrong),
    recall: right + missed === 0 ? 1 : right / (right + missed),
  };
}
