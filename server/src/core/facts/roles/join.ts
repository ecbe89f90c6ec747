import type { GrantSummary, RoleSummary, Workload } from '../../model/summary.ts';
import { patternIndex } from '../../text/folder-pattern.ts';
import { isGranted } from './granted.ts';
import {
  codeOfWorkload,
  unreadOf,
  unreadPrograms,
  type IndexedFiles,
  type KnownFiles,
  type RunCode,
} from './code-of-workload.ts';

/** A role, what it may do, and the code that runs as it. */
export interface Role {
  /** Unique in the workspace: scope and symbol. */
  readonly key: string;
  readonly symbol: string;
  /** Where it, or what runs as it, is declared. */
  readonly path: string;
  readonly grants: readonly GrantSummary[];
  /** Why it may be given more than is listed: sentences. */
  readonly gaps: readonly string[];
  readonly runs: readonly Run[];
  /** Others than functions may run as it. */
  readonly isShared: boolean;
  /** The service uses what it is given. */
  readonly isUsedByService: boolean;
}

export interface Run {
  readonly workload: Workload;
  readonly path: string;
  readonly code: RunCode;
}

export interface Roles {
  readonly all: readonly Role[];
  /** Grants of which it is not known who has them. */
  readonly loose: readonly GrantSummary[];
  /** What code of no known role may have of an action: those, and grants of roles whose code was not found. */
  readonly openFor: (action: string) => readonly GrantSummary[];
  /** Policies stand by themselves, and no function has them: code of no known role can be held against them. */
  readonly isByItself: boolean;
  readonly trusts: RoleSummary['trusts'];
  /** Roles that hold a grant. */
  readonly holdersOf: (grant: GrantSummary) => readonly Role[];
  /** Runs whose code has the file in it, with their roles. A function whose role is not known has null. */
  readonly runsOf: (path: string) => readonly { readonly run: Run; readonly role: Role | null }[];
  /** Paths that would say more. */
  readonly wants: readonly string[];
}

interface Scope {
  readonly files: { readonly path: string; readonly roles: RoleSummary }[];
  readonly grants: GrantSummary[];
}

/** Policies that hang on policies. */
const MAX_HOLDERS = 200;

/** Which code runs as whom, over all files that are at hand. */
export function joinRoles(given: KnownFiles): Roles {
  const known: IndexedFiles = { ...given, pathsOf: patternIndex(given.files.keys()) };
  const scopes = scopesOf(known.files);
  const unread = unreadPrograms(known);
  const wants = new Set(unread);
  const ofPrograms = [
    ...(unread.length > 0 ? ['Not all of the program that deploys it was read.'] : []),
    ...[...scopes.values()].filter(isProgram).flatMap(gapsOfAll),
  ];
  const all: Role[] = [];
  const homeless: Run[] = [];
  const held = new Map<GrantSummary, Role[]>();
  for (const [name, scope] of scopes) {
    const runs = new Map<string, Run[]>();
    for (const { path, roles } of scope.files) {
      for (const workload of roles.workloads) {
        const code = codeOfWorkload(workload, known);
        for (const want of code.wants) wants.add(want);
        const run = { workload, path, code };
        if (workload.role === null) homeless.push(run);
        else runs.set(workload.role, [...(runs.get(workload.role) ?? []), run]);
      }
    }
    if (scope.files.some(({ roles }) => roles.workloads.length > 0))
      for (const want of unreadIn(scope, known)) wants.add(want);
    const homes = homeless.filter(({ path }) => scope.files.some((file) => file.path === path)).length;
    for (const [symbol, own] of runs) {
      const role = roleOf(`${name} ${symbol}`, symbol, own, scope, known, homes, ofPrograms);
      all.push(role);
      for (const grant of role.grants) held.set(grant, [...(held.get(grant) ?? []), role]);
    }
  }
  const byFile = new Map<string, { run: Run; role: Role | null }[]>();
  const note = (run: Run, role: Role | null): void => {
    for (const { path } of run.code.files) byFile.set(path, [...(byFile.get(path) ?? []), { run, role }]);
  };
  for (const role of all) for (const run of role.runs) note(run, role);
  for (const run of homeless) note(run, null);
  const grants = [...scopes.values()].flatMap((scope) => scope.grants);
  const isFound = ({ runs }: Role): boolean => runs.every(({ code }) => code.entry !== null);
  const open = [...scopes.values()].flatMap((scope) => {
    const ofServices = grantsOfServices(scope);
    return scope.grants.filter((grant) => held.get(grant)?.every(isFound) !== true && !ofServices.has(grant));
  });
  const hasWorkloads = all.length + homeless.length > 0;
  return {
    all,
    isByItself: [...scopes.values()].some(
      (scope) =>
        scope.grants.length > 0 &&
        (scope.files.length === 0 || (!hasWorkloads && !isProgram(scope) && gapsOfAll(scope).length === 0)),
    ),
    loose: grants.filter((grant) => !held.has(grant)),
    openFor: byAction(open),
    trusts: [...scopes.values()].flatMap(({ files }) => files.flatMap(({ roles }) => roles.trusts)),
    holdersOf: (grant) => held.get(grant) ?? [],
    runsOf: (path) => byFile.get(path) ?? [],
    wants: [...wants],
  };
}

/** Files of a program may hand each other whatever they make. */
function isProgram({ files }: Scope): boolean {
  return files.some(({ path }) => /\.(?:[cm]?[jt]sx?|py)$/.test(path));
}

function gapsOfAll({ files }: Scope): readonly string[] {
  return files.flatMap(({ roles }) => roles.gaps.flatMap(({ holder, why }) => (holder === '*' ? [why] : [])));
}

function scopesOf(files: KnownFiles['files']): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const file of files.values()) {
    if (file === null || (file.roles === undefined && file.grants.length === 0)) continue;
    const name = file.roles?.scope ?? file.path;
    const scope = scopes.get(name) ?? { files: [], grants: [] };
    scopes.set(name, scope);
    if (file.roles !== undefined) scope.files.push({ path: file.path, roles: file.roles });
    scope.grants.push(...file.grants);
  }
  return scopes;
}

/** Files of the same configuration that are not at hand. */
function unreadIn({ files }: Scope, known: IndexedFiles): readonly string[] {
  const patterns = new Set(files.flatMap(({ roles }) => roles.others ?? []));
  return unreadOf([...patterns], known);
}

/** A change set asks for few actions in many places. */
function byAction(grants: readonly GrantSummary[]): (action: string) => readonly GrantSummary[] {
  const known = new Map<string, readonly GrantSummary[]>();
  return (action) => {
    const found = known.get(action) ?? grants.filter((grant) => isGranted({ action, norm: '*' }, grant));
    known.set(action, found);
    return found;
  };
}

/** A role, its policies, and policies of these. */
function holdersFrom(symbol: string, { files }: Scope): ReadonlySet<string> {
  const attachments = files.flatMap(({ roles }) => roles.attachments);
  const holders = new Set([symbol]);
  for (const holder of holders) {
    for (const { holder: of, policy, isTrust } of attachments)
      if (of === holder && isTrust !== true && holders.size < MAX_HOLDERS) holders.add(policy);
  }
  return holders;
}

/** What says who may take on a role: it itself, and documents that it refers to. */
function trustsFrom(symbol: string, scope: Scope): ReadonlySet<string> {
  const attachments = scope.files.flatMap(({ roles }) => roles.attachments);
  const documents = attachments.filter(({ holder, isTrust }) => holder === symbol && isTrust === true);
  return new Set([symbol, ...documents.flatMap(({ policy }) => [...holdersFrom(policy, scope)])]);
}

/** Services that run code of others. */
const RUNS_CODE =
  /^Service:(?:(?:edge)?lambda|ec2|ecs(?:-tasks)?|batch|(?:tasks|build)\.apprunner|eks|pods\.eks|sagemaker|glue|codebuild|elasticmapreduce|emr-serverless|elasticbeanstalk|bedrock-agentcore|\$)/;

/** Grants of roles that only services take on which run no code: state machines, schedules, pipes. */
function grantsOfServices(scope: Scope): ReadonlySet<GrantSummary> {
  const trusts = scope.files.flatMap(({ roles }) => roles.trusts.filter(({ action }) => action.startsWith('sts:')));
  const found = new Set<GrantSummary>();
  const documented = scope.files.flatMap(({ roles }) => roles.attachments.filter(({ isTrust }) => isTrust === true));
  for (const symbol of new Set([...trusts, ...documented].map(({ holder }) => holder))) {
    const from = trustsFrom(symbol, scope);
    const own = trusts.filter(({ holder }) => from.has(holder));
    if (own.length === 0) continue;
    if (own.some(({ principal }) => !principal.startsWith('Service:') || RUNS_CODE.test(principal))) continue;
    const holders = holdersFrom(symbol, scope);
    for (const grant of scope.grants) if (holders.has(grant.holder)) found.add(grant);
  }
  return found;
}

function roleOf(
  key: string,
  symbol: string,
  runs: readonly Run[],
  scope: Scope,
  known: IndexedFiles,
  homeless: number,
  ofPrograms: readonly string[],
): Role {
  const holders = holdersFrom(symbol, scope);
  const declared = new Set(scope.files.flatMap(({ roles }) => roles.declared));
  const grants = scope.grants.filter(({ holder }) => holders.has(holder));
  const missing = [...holders].filter(
    (holder) => !declared.has(holder) && !grants.some((grant) => grant.holder === holder),
  );
  const from = trustsFrom(symbol, scope);
  const trusts = scope.files.flatMap(({ roles }) => roles.trusts).filter(({ holder }) => from.has(holder));
  const isTrustKnown = [...from].every(
    (holder) =>
      holder === symbol ||
      (declared.has(holder) && !scope.files.some(({ roles }) => roles.gaps.some((gap) => gap.holder === holder))),
  );
  return {
    key,
    symbol,
    path: runs[0]!.path,
    grants,
    gaps: [
      ...missing.map((holder) => `${holder} stands in no file that was read.`),
      ...scope.files.flatMap(({ roles }) =>
        roles.gaps.flatMap(({ holder, why }) => (holder === '*' || holders.has(holder) ? [why] : [])),
      ),
      ...(unreadIn(scope, known).length > 0 ? ['Not all files beside it were read.'] : []),
      ...(holders.size >= MAX_HOLDERS ? ['It has too many policies.'] : []),
      ...(isProgram(scope) ? ofPrograms : []),
    ],
    runs,
    isShared:
      homeless > 0 ||
      !isTrustKnown ||
      trusts.some(({ principal }) => !/^Service:(?:edge)?lambda\.amazonaws\.com$/.test(principal)),
    isUsedByService: scope.files.some(({ roles }) => roles.isUsedByService),
  };
}
