import type { NeedSummary } from '../../model/summary.ts';
import { compareText } from '../../text/compare-text.ts';
import type { KnownFiles } from './code-of-workload.ts';
import { givenIn, useOf, whyUnknown } from './excess.ts';
import type { Role, Roles } from './join.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** 1-based line of a file. */
export interface Place {
  readonly path: string;
  readonly line: number;
}

/** One action on one resource that code needs. */
export interface Need {
  readonly action: string;
  /** An ARN pattern; `*` where the code does not say. */
  readonly resource: string;
  readonly at: readonly Place[];
  /** Null: no policy is known at all, or it cannot be judged. */
  readonly grant: 'declared' | 'undeclared' | null;
  /** Why it cannot be judged. */
  readonly because?: string;
}

export interface Excess {
  readonly action: string;
  readonly resource: string;
  readonly at: Place;
}

/** What one role needs and has. */
export interface RolePermissions {
  readonly role: string;
  readonly at: Place;
  /** The files that its functions start with. */
  readonly entries: readonly string[];
  readonly needs: readonly Need[];
  readonly excess: readonly Excess[];
  /** Why it is not known what of its grants is needed; null: it is. */
  readonly notJudged: string | null;
}

export function rolePermissions(roles: Roles, { isWhole }: Pick<KnownFiles, 'isWhole'>): readonly RolePermissions[] {
  const excess = isWhole ? givenIn(roles).filter((each) => useOf(each).state === 'excess') : [];
  const verdicts = new Map<NeedSummary, Verdict | null>();
  const verdict = (path: string, need: NeedSummary): Verdict | null => {
    const known = verdicts.get(need);
    if (known !== undefined) return known;
    const found = verdictOf(roles, path, need);
    verdicts.set(need, found);
    return found;
  };
  return roles.all
    .filter(({ runs }) => runs.some(({ code }) => code.entry !== null))
    .map((role) => {
      const [first] = role.runs;
      return {
        role: role.symbol,
        at: { path: first!.path, line: first!.workload.range.start.line + 1 },
        entries: [...new Set(role.runs.flatMap(({ code }) => code.entry ?? []))],
        needs: needsIn(role, verdict),
        excess: excess
          .filter((each) => each.roles.includes(role))
          .flatMap(({ grants }) => grants)
          .map(({ action, resource, evidence: { path, range } }) => ({
            action,
            resource,
            at: { path, line: range.start.line + 1 },
          })),
        notJudged: whyUnknown(role) ?? (isWhole ? null : 'code outside of the folder may run as it.'),
      };
    })
    .toSorted((a, b) => compareText(`${a.at.path} ${a.role}`, `${b.at.path} ${b.role}`));
}

function needsIn(role: Role, verdictOn: (path: string, need: NeedSummary) => Verdict | null): readonly Need[] {
  const found = new Map<string, Need & { readonly at: Place[] }>();
  const files = new Map(role.runs.flatMap(({ code }) => code.files.map((file) => [file.path, file] as const)));
  for (const [path, file] of files) {
    for (const need of file.code?.needs ?? []) {
      if (need.certainty === 'guess') continue;
      const verdict = verdictOn(path, need);
      // The handler of another function of the same file.
      if (verdict === null || !verdict.runs.some((each) => each.role === role)) continue;
      const resource = need.norm.startsWith('arn:') ? need.norm : '*';
      const grant = verdict.state === 'unknown' ? null : verdict.state;
      const key = `${need.action} ${resource} ${grant ?? verdict.why}`;
      const known = found.get(key) ?? {
        action: need.action,
        resource,
        at: [],
        grant,
        ...(verdict.why === null ? {} : { because: verdict.why }),
      };
      found.set(key, known);
      const line = need.range.start.line + 1;
      if (!known.at.some((place) => place.path === path && place.line === line)) known.at.push({ path, line });
    }
  }
  return [...found.values()].toSorted((a, b) => compareText(`${a.action} ${a.resource}`, `${b.action} ${b.resource}`));
}
