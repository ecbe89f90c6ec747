import type { ChangeSet, FileChange } from './model/change.ts';
import type { Change, FactKind } from './model/fact.ts';
import type { Detected } from './model/finding.ts';
import type { Policy } from './model/policy.ts';
import type { Range } from './model/text.ts';
import { fileContextOf } from './facts/file-context.ts';
import { ownerChanges } from './owner-changes.ts';
import { onlyAppends } from './policy/appended-records.ts';
import { compareGateJobs } from './policy/compare-gate-jobs.ts';
import { compareGates } from './policy/compare-gates.ts';
import { compareSigners, type PeopleChange } from './policy/compare-people.ts';
import { comparePolicies } from './policy/compare-policies.ts';
import type { Summaries } from './read-sides.ts';
import { toRange } from './text/line-index.ts';

/** What an edit does to what it is judged by: the policy, who may sign, who owns what, the gate. */
export function policyChanges(changeSet: ChangeSet, policy: Policy, unchanged: Summaries): readonly Detected[] {
  const found = changeSet.files.flatMap((file) => {
    const kind = KINDS.find(({ paths }) => paths.test(file.path) || paths.test(file.previousPath ?? ''));
    return kind === undefined ? [] : kind.read(file, policy);
  });
  const owned = ownerChanges(changeSet, unchanged).map(({ file, ...change }) =>
    toPerson(file, 'owners-changed', change),
  );
  return [...found, ...owned];
}

/** An edit that says more than that a file was edited, or than what is found of any owners and any checks in the same lines. */
export function tellsMoreThan(found: readonly Detected[], one: Detected, { files }: ChangeSet): boolean {
  const beside = found.filter(({ path }) => path === one.path);
  if (one.detectorId === 'agent-config-changed') {
    if (SIGNERS.test(one.path)) return one.change !== 'removed';
    return beside.length > 0 || files.some((file) => file.path === one.path && onlyAppends(file));
  }
  // Of owners only so many rows are told: the others are not told in another way either.
  if (one.detectorId === 'review-not-required') return beside.some(({ detectorId }) => detectorId === 'owners-changed');
  return one.detectorId === 'check-switched-off' && beside.some((other) => sharesLines(other, one));
}

/** Of these every row is compared: what is not told is a comment. That nobody is named at all is told besides. */
const SIGNERS = /(?:^|\/)\.countersign\/allowed_signers$/;

function sharesLines(one: Detected, other: Detected): boolean {
  const { start, end } = other.range;
  return one.side === other.side && one.range.start.line <= end.line && start.line <= one.range.end.line;
}

interface Governed {
  readonly paths: RegExp;
  readonly read: (file: FileChange, policy: Policy) => readonly Detected[];
}

const KINDS: readonly Governed[] = [
  { paths: /(?:^|\/)\.countersign\/(?:.+\/)?[^/]+\.ya?ml$/, read: policyFile },
  { paths: SIGNERS, read: signers },
  {
    paths:
      /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.gitlab\/.+\.ya?ml|(?:\.?zuul(?:\.d)?\/.+|\.?zuul)\.ya?ml|Jenkinsfile|azure-pipelines\.ya?ml|\.circleci\/config\.yml|bitbucket-pipelines\.yml|\.pre-commit-config\.yaml|lefthook\.ya?ml|\.husky\/[^/]+|package\.json)$/,
    read: gate,
  },
];

interface Told {
  readonly id: string;
  readonly kind: FactKind;
  readonly change: Change;
  readonly message: string;
  /** What it is about, in no words of ours. */
  readonly key: string;
  readonly side: 'before' | 'after';
  readonly range: Range;
}

function policyFile(file: FileChange, policy: Policy): readonly Detected[] {
  const text = (side: 'before' | 'after') => {
    const version = file[side];
    return version === undefined ? null : { file: file.path, text: version.text };
  };
  return comparePolicies(text('before'), text('after'), policy).map(({ side, at, yaml, key, what }) =>
    toDetected(file, {
      id: 'policy-weakened',
      kind: 'agent.config',
      change: 'weakened',
      message: what,
      key,
      side,
      range: toRange(yaml.lines, at[0], at[1]),
    }),
  );
}

function signers(file: FileChange): readonly Detected[] {
  const changes = compareSigners(file.before?.text ?? '', file.after?.text ?? '');
  return changes.map((change) => toPerson(file, 'signers-changed', change));
}

function toPerson(file: FileChange, id: string, { side, line, change, key, what }: PeopleChange): Detected {
  const range = lineRange(file[side]?.text, line);
  return toDetected(file, { id, kind: 'agent.config', change, message: what, key, side, range });
}

function gate(file: FileChange): readonly Detected[] {
  const [before, after] = [file.before?.text ?? '', file.after?.text ?? null];
  const isYaml = after !== null && /\.ya?ml$/.test(file.path);
  const found = [...compareGates(before, after), ...(isYaml ? compareGateJobs(before, after) : [])];
  return found.map(({ side, line, what, change }) =>
    toDetected(file, {
      id: 'gate-weakened',
      kind: 'workflow.gate',
      change,
      message: what,
      key: file[side]?.text.split('\n')[line]?.trim() ?? '',
      side,
      range: lineRange(file[side]?.text, line),
    }),
  );
}

function lineRange(text: string | undefined, line: number): Range {
  const end = text?.split('\n')[line]?.trimEnd().length ?? 0;
  return { start: { line, character: 0 }, end: { line, character: end } };
}

function toDetected(file: FileChange, { id, kind, change, message, key, side, range }: Told): Detected {
  const { path } = file;
  return {
    detectorId: id,
    facet: kind === 'workflow.gate' ? 'workflow' : 'agent',
    kind,
    change,
    message,
    impact: 'It decides how later edits are judged, and by whom. This edit is judged by what holds at the base.',
    fix: 'Leave it as it was, or have it approved by who answers for it.',
    why: [`${path} is compared with what it was.`],
    tags: ['CWE-693', 'ASI03', 'ASI09'],
    factIds: [],
    subject: { type: 'file', symbol: path },
    action: 'configure',
    resource: { kind: 'configuration', value: path, norm: key, dynamic: false },
    tier: 'proven',
    evidence: [{ path, range, role: 'declaration' }],
    path,
    side,
    range,
    context: Object.entries(fileContextOf(path, '')).flatMap(([name, isSet]) => (isSet === true ? [name] : [])),
  };
}
