import type { Fact } from './model/fact.ts';
import { compareText } from './text/compare-text.ts';

/** The least that GITHUB_TOKEN needs in one job. */
export interface JobPermissions {
  readonly path: string;
  readonly job: string;
  readonly scopes: readonly {
    readonly scope: string;
    readonly level: string;
    /** 1-based. */
    readonly lines: readonly number[];
    readonly why: string;
  }[];
  /** What may use the token in a way that nobody here knows, with its lines. */
  readonly unknown: readonly { readonly what: string; readonly lines: readonly number[] }[];
}

/** What steps are known to need, by workflow and job; a job that needs nothing is not listed. */
export function workflowPermissions(facts: readonly Fact[]): readonly JobPermissions[] {
  const jobs = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'permission.scope' || fact.qualifiers?.['provider'] !== 'github') continue;
    if (fact.subject.type !== 'job') continue;
    const key = JSON.stringify([fact.provenance.path, fact.subject.symbol]);
    jobs.set(key, [...(jobs.get(key) ?? []), fact]);
  }
  return [...jobs.values()]
    .map((of): JobPermissions => {
      const { provenance, subject } = of[0]!;
      return { path: provenance.path, job: subject.symbol.replace(/^jobs\./, ''), ...permissionsOf(of) };
    })
    .toSorted((a, b) => compareText(a.path, b.path));
}

function permissionsOf(facts: readonly Fact[]): Pick<JobPermissions, 'scopes' | 'unknown'> {
  const scopes = new Map<string, Fact[]>();
  const unknown = new Map<string, Fact[]>();
  for (const fact of facts) {
    const [map, key] = fact.action === 'unknown' ? [unknown, fact.resource.norm] : [scopes, fact.action];
    map.set(key, [...(map.get(key) ?? []), fact]);
  }
  return {
    scopes: [...scopes]
      .map(([scope, of]) => {
        const writes = of.filter(({ qualifiers }) => qualifiers?.['level'] === 'write');
        const deciding = writes.length > 0 ? writes : of;
        return {
          scope,
          level: writes.length > 0 ? 'write' : 'read',
          lines: linesOf(deciding),
          why: [
            ...new Set(deciding.map(({ confidence }) => /`([^`]*)`/.exec(confidence.why[0] ?? '')?.[1] ?? '')),
          ].join(', '),
        };
      })
      .toSorted((a, b) => compareText(a.scope, b.scope)),
    unknown: [...unknown].map(([what, of]) => ({ what, lines: linesOf(of) })),
  };
}

function linesOf(facts: readonly Fact[]): readonly number[] {
  return [...new Set(facts.map(({ provenance }) => provenance.range.start.line + 1))].toSorted((a, b) => a - b);
}
