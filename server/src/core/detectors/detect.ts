import type { Fact, FactChange, Remedy, Tier } from '../model/fact.ts';
import type { Detected } from '../model/finding.ts';
import type { Failure } from '../model/problem.ts';
import type { Delta, Detection, Detector } from './define.ts';
import { groupBy } from '../text/group-by.ts';
import { detectors } from './table.ts';

/** Runs every detector over a delta, each behind its own fence: one that crashes is a failure, the others go on. */
export function detect(changes: readonly FactChange[]): {
  readonly detected: readonly Detected[];
  readonly failures: readonly Failure[];
} {
  const delta = createDelta(changes);
  const detected: Detected[] = [];
  const failures: Failure[] = [];
  for (const detector of detectors) {
    try {
      for (const detection of detector.detect(delta)) detected.push(complete(detector, detection));
    } catch (error) {
      failures.push({
        path: '',
        stage: 'detect',
        message: `${detector.id}: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return { detected, failures };
}

function createDelta(changes: readonly FactChange[]): Delta {
  const byKind = groupBy(changes, ({ fact }) => fact.kind);
  const of: Delta['of'] = (kind, ...wanted) => (byKind.get(kind) ?? []).filter(({ change }) => wanted.includes(change));
  return {
    of,
    added: (kind) => of(kind, 'added'),
    removed: (kind) => of(kind, 'removed').filter((row) => row.subjectPresent),
    after: (kind) => (byKind.get(kind) ?? []).filter(({ change }) => change !== 'removed').map(({ fact }) => fact),
  };
}

const WEAKEST_LAST: readonly Tier[] = ['proven', 'resolved', 'pattern', 'name'];

function complete(detector: Detector, detection: Detection): Detected {
  const { change: row, also = [] } = detection;
  const { fact } = row;
  const rows = [row, ...also];
  const tier = rows
    .map((r) => r.fact.confidence.tier)
    .sort((a, b) => WEAKEST_LAST.indexOf(b) - WEAKEST_LAST.indexOf(a))[0]!;
  const why = [
    ...new Set([...rows.flatMap((r) => r.fact.confidence.why), ...(row.order === undefined ? [] : [row.order])]),
  ];
  const remedy = remedyOf(rows.map((r) => r.fact));
  const traits = traitsOf(fact);
  const dataClasses = [...new Set(rows.flatMap((r) => r.fact.detail?.dataClass ?? []))];
  return {
    detectorId: detection.id ?? detector.id,
    facet: detector.facet,
    kind: fact.kind,
    change: detection.as ?? row.change,
    message: detection.message,
    impact: detector.why,
    fix: detector.fix,
    ...(remedy === undefined ? {} : { remedy }),
    why,
    tags: detector.tags,
    factIds: rows.map((r) => r.fact.id),
    subject: fact.subject,
    action: fact.action,
    resource: fact.resource,
    ...(fact.qualifiers === undefined ? {} : { qualifiers: fact.qualifiers }),
    ...(fact.detail?.accessLevel === undefined ? {} : { accessLevel: fact.detail.accessLevel }),
    ...(dataClasses.length === 0 ? {} : { dataClasses }),
    ...(fact.detail?.sink === undefined ? {} : { sink: fact.detail.sink }),
    ...(Object.keys(traits).length === 0 ? {} : { traits }),
    tier,
    ...(detection.comparison === undefined ? {} : { comparison: detection.comparison }),
    evidence: detection.evidence ?? fact.provenance.evidence,
    path: fact.provenance.path,
    side: fact.provenance.side,
    range: fact.provenance.range,
    ...(fact.provenance.declaration === undefined ? {} : { declaration: fact.provenance.declaration }),
    context: Object.entries(fact.context).flatMap(([name, isSet]) => (isSet ? [name] : [])),
  };
}

function traitsOf({ detail }: Fact): NonNullable<Detected['traits']> {
  return {
    ...(detail?.grant === undefined ? {} : { grant: detail.grant }),
    ...(detail?.via === undefined ? {} : { via: detail.via }),
    ...(detail?.decision === undefined ? {} : { decision: detail.decision.at }),
  };
}

/** One edit for one thing: of several it would mend only the first, unless it is the same for all. */
function remedyOf([first, ...others]: readonly Fact[]): Remedy | undefined {
  const remedy = first?.provenance.side === 'before' ? undefined : first?.detail?.remedy;
  const isSame = (other: Remedy | undefined): boolean =>
    other?.newText === remedy?.newText &&
    other?.range.start.line === remedy?.range.start.line &&
    other?.range.start.character === remedy?.range.start.character &&
    other?.range.end.line === remedy?.range.end.line &&
    other?.range.end.character === remedy?.range.end.character;
  const isThere = ({ detail, provenance }: Fact): boolean =>
    isSame(detail?.remedy) && provenance.path === first?.provenance.path;
  return others.every(isThere) ? remedy : undefined;
}
