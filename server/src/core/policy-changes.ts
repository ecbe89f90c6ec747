import type { ChangeSet, FileChange } from './model/change.ts';
import type { Change, FactKind } from './model/fact.ts';
import type { Detected } from './model/finding.ts';
import type { Policy } from './model/policy.ts';
import type { Range } from './model/text.ts';
import { fileContextOf } from './facts/file-context.ts';
import { compareGates } from './policy/compare-gates.ts';
import { compareLines } from './policy/compare-lines.ts';
import { comparePolicies } from './policy/compare-policies.ts';
import { toRange } from './text/line-index.ts';

/** What an edit does to what it is judged by: the policy, who may sign, who owns what, the gate. */
export function policyChanges(changeSet: ChangeSet, policy: Policy): readonly Detected[] {
  return changeSet.files.flatMap((file) => {
    const kind = KINDS.find(({ paths }) => paths.test(file.path) || paths.test(file.previousPath ?? ''));
    return kind === undefined ? [] : kind.read(file, policy);
  });
}

/** An edit that says more than that a file was edited. */
export function tellsMoreThan(found: readonly Detected[], one: Detected): boolean {
  return one.detectorId === 'agent-config-changed' && found.some(({ path }) => path === one.path);
}

interface Governed {
  readonly paths: RegExp;
  readonly read: (file: FileChange, policy: Policy) => readonly Detected[];
}

const KINDS: readonly Governed[] = [
  { paths: /(?:^|\/)\.countersign\/(?:.+\/)?[^/]+\.ya?ml$/, read: policyFile },
  { paths: /(?:^|\/)\.countersign\/allowed_signers$/, read: signers },
  { paths: /^(?:\.github\/|docs\/|\.gitlab\/|\.bitbucket\/)?CODEOWNERS$/, read: owners },
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

/** Who signs is who approves: a new key is a new person. */
function signers(file: FileChange): readonly Detected[] {
  const { added, removed } = compareLines(file.before?.text ?? '', file.after?.text ?? '');
  const people = (text: string): string => text.split(' ')[0] ?? '';
  return [
    ...added.map(({ text, line }) =>
      toDetected(file, {
        id: 'signers-changed',
        kind: 'agent.config',
        change: 'widened',
        message: removed.some((old) => people(old.text) === people(text))
          ? `What ${people(text)} signs with, or for how long, is another than before.`
          : `${people(text)} may sign approvals and records.`,
        key: text,
        side: 'after',
        range: lineRange(file.after?.text, line),
      }),
    ),
    ...removed
      .filter((old) => !added.some(({ text }) => people(text) === people(old.text)))
      .map(({ text, line }) =>
        toDetected(file, {
          id: 'signers-changed',
          kind: 'agent.config',
          change: 'narrowed',
          message: `${people(text)} may no longer sign: approvals with that key no longer count.`,
          key: text,
          side: 'before',
          range: lineRange(file.before?.text, line),
        }),
      ),
  ];
}

function owners(file: FileChange): readonly Detected[] {
  const { added, removed } = compareLines(file.before?.text ?? '', file.after?.text ?? '');
  const path = (text: string): string => text.split(' ')[0] ?? '';
  const told = (text: string, line: number, side: 'before' | 'after', message: string): Detected =>
    toDetected(file, {
      id: 'owners-changed',
      kind: 'agent.config',
      change: side === 'before' ? 'weakened' : 'redirected',
      message,
      key: path(text),
      side,
      range: lineRange(file[side]?.text, line),
    });
  return [
    ...removed
      .filter((old) => !added.some(({ text }) => path(text) === path(old.text)))
      .map(({ text, line }) => told(text, line, 'before', `${path(text)} loses its owners.`)),
    ...added.flatMap(({ text, line }) => {
      const old = removed.find((each) => path(each.text) === path(text));
      const [, ...now] = text.split(' ');
      if (old === undefined && file.before === undefined) return [];
      const [, ...then] = old?.text.split(' ') ?? [];
      const message =
        old === undefined
          ? `${path(text)} is owned by ${now.join(', ') || 'nobody'}, whatever an earlier row says.`
          : `${path(text)} is owned by ${now.join(', ') || 'nobody'} instead of ${then.join(', ') || 'nobody'}.`;
      return [told(text, line, 'after', message)];
    }),
  ];
}

function gate(file: FileChange): readonly Detected[] {
  return compareGates(file.before?.text ?? '', file.after?.text ?? null).map(({ side, line, what, change }) =>
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
