import type { GrantSummary, NeedSummary } from '../../model/summary.ts';
import { isGranted } from './granted.ts';
import type { Role, Roles, Run } from './join.ts';

/** Whether a need of a file is granted to the roles that its code runs as. */
export interface Verdict {
  /** Roles by whose name the code runs; null where that is not known. */
  readonly runs: readonly { readonly run: Run; readonly role: Role | null }[];
  readonly state: 'declared' | 'undeclared' | 'unknown';
  /** The grant that lets it through, where one does. */
  readonly grant: GrantSummary | null;
  /** A sentence for `unknown`. */
  readonly why: string | null;
}

/** Null: no role is known to run the file. */
export function verdictOf(roles: Roles, path: string, need: NeedSummary): Verdict | null {
  const all = roles.runsOf(path);
  if (all.length === 0) return null;
  // Several functions may be handlers of one file: what stands in one of them is that function's.
  const own = all.filter(({ run }) => run.code.entry === path && run.workload.handler === need.within);
  const runs = own.length > 0 ? own : all;
  const granted = runs.map(({ role }) => role?.grants.find((grant) => isGranted(need, grant)) ?? null);
  const grant = granted.find((each) => each !== null) ?? null;
  if (granted.every((each) => each !== null)) return { runs, state: 'declared', grant, why: null };
  const unknown = (why: string): Verdict => ({ runs, state: 'unknown', grant, why });
  const without = runs[granted.indexOf(null)]!;
  const name = without.role?.symbol ?? without.run.workload.symbol;
  if (without.role === null) return unknown(`the role of ${name} is not known.`);
  if (grant !== null) return unknown(`${name} does not have it, and may not get to this line.`);
  for (const { run, role } of runs) {
    if (role === null) return unknown(`the role of ${run.workload.symbol} is not known.`);
    if (role.gaps.length > 0) return unknown(lowered(role.gaps[0]!));
    const other = run.code.files.some((file) => file.code?.needs.some(({ action }) => action === 'sts:AssumeRole'));
    if (other && !need.action.startsWith('sts:')) return unknown('the code takes on another role.');
  }
  const elsewhere = runs.flatMap(({ role }) => role!.grants).find((each) => isGranted({ ...need, norm: '*' }, each));
  if (elsewhere !== undefined && kindOf(elsewhere.resource) !== kindOf(need.norm))
    return unknown('it is not sure which kind of resource the call is about.');
  const loose = roles.loose.find((each) => isGranted(need, each));
  if (loose !== undefined)
    return unknown(
      `${loose.evidence.path}:${loose.evidence.range.start.line + 1} grants it, and it is not known to whom.`,
    );
  const named = roles.trusts.find(
    ({ action, principal }) =>
      !principal.startsWith('Service:') && isGranted({ ...need, norm: '*' }, { action, resource: '*' }),
  );
  if (named !== undefined) return unknown(`the policy of ${named.holder} may grant it.`);
  if (!runs.some(({ run }) => isReached(run, path, need)))
    return unknown(`it is not known whether the code gets to \`${need.within}\`.`);
  if (need.certainty !== 'sure') return unknown('it is not sure that the code needs it.');
  return { runs, state: 'undeclared', grant: null, why: null };
}

/** `document` of `arn:aws:ssm:eu-west-1::document/x`; nothing for buckets and what has no kinds. */
function kindOf(arn: string): string {
  const [, , service = '', , , ...rest] = arn.replace(/\$\{[^{}]*\}/g, '*').split(':');
  return service === 's3' ? '' : (/^[a-z-]+(?=[/:])/.exec(rest.join(':'))?.[0] ?? '');
}

/** What stands in the file that is started, or in what another file takes from it by name. */
function isReached({ code, workload }: Run, path: string, { within }: NeedSummary): boolean {
  if (code.entry === path || within === '' || workload.handler === null) return true;
  return code.files.some((file) =>
    file.code?.imports.some(({ names, paths }) => names.includes(within) && paths.includes(path)),
  );
}

/** A sentence as it follows "because". */
export function lowered(sentence: string): string {
  return /^(?:A|What|It|The|Not|Several|Policies|Its|Others)\b/.test(sentence)
    ? `${sentence[0]!.toLowerCase()}${sentence.slice(1)}`
    : sentence;
}

/** `Runs as OrdersFunction (template.yaml:12), whose handler it is.` */
export function runsAs(path: string, { runs }: Verdict): string {
  const told = runs.slice(0, 3).map(({ run, role }) => {
    const place = `${run.path}:${run.workload.range.start.line + 1}`;
    const how = run.code.entry === path ? 'whose handler stands here' : `whose handler in ${run.code.entry} uses it`;
    return role === null
      ? `a role that is not known, in \`${run.workload.symbol}\` (${place}), ${how}`
      : role.symbol === run.workload.symbol
        ? `\`${role.symbol}\` (${place}), ${how}`
        : `\`${role.symbol}\` in \`${run.workload.symbol}\` (${place}), ${how}`;
  });
  const more = runs.length > told.length ? `; and ${runs.length - told.length} more` : '';
  return `Runs as ${told.join('; ')}${more}.`;
}
