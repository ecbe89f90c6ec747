import { randomUUID } from 'node:crypto';
import { asPlainLog, toGateReport, writeGateReport, type GateReport } from '../core/gate.ts';
import { systemClock } from '../host/clock.ts';
import { runGate } from '../host/gate-run.ts';
import { askIfAny, findTopLevel, openRepository, type Repository } from '../host/git-repository.ts';
import { findDefaultBranch, readHead, resolveOnlyRevision, toShortName, type Base } from '../host/git-revisions.ts';
import { throwProblem } from '../host/problems.ts';
import { readPushedHeads } from '../host/pushed-heads.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { organisationOf } from './organisation.ts';
import { readInput } from './read-input.ts';
import { showGate } from './show-gate.ts';
import { readVersion } from './version.ts';

const exitCodes: Readonly<Record<GateReport['verdict']['outcome'], ExitCode>> = {
  passes: 0,
  closed: 1,
  'not-judged': 2,
};

/** Whether what a branch would bring was answered for. */
export async function runGateCommand({ values, terminal }: Invocation): Promise<ExitCode> {
  const { directory, cancel } = terminal;
  const repository = await openRepository((await findTopLevel(directory)) ?? directory, cancel);
  if (repository === null) throwProblem('noRepository', `"${directory}" is in no git repository.`);
  try {
    if (typeof values['pushed'] === 'string')
      return await judgePushed(repository, values['pushed'], { values, terminal });
    const name = typeof values['head'] === 'string' ? values['head'] : 'HEAD';
    const commit = await resolveOnlyRevision(repository, name);
    return await judge(repository, { name, revision: name, commit }, { values, terminal });
  } finally {
    repository.close();
  }
}

interface Head {
  /** For people. */
  readonly name: string;
  /** As it was asked for: a branch is not merged into itself. */
  readonly revision: string;
  readonly commit: string;
}

type Asked = Pick<Invocation, 'values' | 'terminal'>;

async function judge(repository: Repository, head: Head, { values, terminal }: Asked): Promise<ExitCode> {
  const base = await readBase(repository, values['base'], head.revision);
  const answer = await runGate({
    repository,
    base: base.commit,
    head: head.commit,
    baseTitle: base.title,
    sources: typeof values['records'] === 'string' ? values['records'].split('\n') : [],
    directory: terminal.directory,
    organisation: organisationOf({ values, terminal }),
    requireOrigin: values['require-origin'] === 'agent' ? 'agent' : 'any',
    cancel: withProgress(terminal),
    clock: systemClock,
  });
  terminal.progress(null);
  const report = toGateReport(answer.verdict, answer.changeSet, {
    title: `${base.title} (${base.commit.slice(0, 10)}) with ${head.name} (${head.commit.slice(0, 10)}) merged`,
    range: { base: base.commit, head: head.commit, tree: answer.tree },
    sources: answer.sources,
    canAnswer: answer.canAnswer,
    holdersOf: answer.holdersOf,
    tool: { version: await readVersion() },
  });
  await terminal.write(formOf(values['format'], report, answer.result, terminal));
  return exitCodes[report.verdict.outcome];
}

const maxPushed = 5;

/** Each by itself: they may be merged one without the other. */
async function judgePushed(repository: Repository, remote: string, asked: Asked): Promise<ExitCode> {
  const { values, terminal } = asked;
  if (values['head'] !== undefined || (values['format'] ?? 'text') !== 'text')
    throw new UsageError(
      '--pushed goes with neither --head nor another form than text.',
      'It may be about several heads, each with an answer of its own.',
      'Leave it out to ask about one head.',
    );
  const heads = await readPushedHeads(repository, remote, await readInput('-', terminal));
  if (heads.length > maxPushed)
    terminal.note(`${heads.length} branches and tags are pushed; the first ${maxPushed} are judged.\n`);
  let code: ExitCode = heads.length > maxPushed ? 2 : 0;
  for (const { name, commit } of heads.slice(0, maxPushed)) {
    const judged = await judge(repository, { name: toShortName(name), revision: commit, commit }, asked);
    code = judged > code ? judged : code;
  }
  return code;
}

function formOf(
  format: unknown,
  report: GateReport,
  result: Parameters<typeof writeGateReport>[2],
  terminal: Terminal,
): string {
  if (typeof format !== 'string' || format === 'text') return showGate(report, terminal);
  const text = writeGateReport(format, report, result);
  if (text === null) throw new Error(`no form is called ${format}`);
  // Beside annotations the log is for people; other forms are files.
  return format === 'github' ? `${text}${asPlainLog(showGate(report, { hasColours: false }), randomUUID())}` : text;
}

/** The tip of the branch that it would be merged into. */
async function readBase(
  repository: Repository,
  name: unknown,
  head: string,
): Promise<Base & { readonly commit: string }> {
  if (typeof name === 'string') return { commit: await resolveOnlyRevision(repository, name), title: name };
  // No branch is merged into itself: of the one that is asked about, whatever is checked out.
  const own =
    head === 'HEAD' ? null : await askIfAny(repository, { arguments: ['rev-parse', '--symbolic-full-name', head] });
  const checkedOut = await readHead(repository);
  const branch = await findDefaultBranch(repository, head === 'HEAD' ? checkedOut : { ...checkedOut, branch: own });
  if (branch === null)
    return throwProblem('unknownRevision', 'There is no other branch here that this one would be merged into.');
  return { commit: await resolveOnlyRevision(repository, branch), title: toShortName(branch) };
}

const progressAfterMs = 1000;

function withProgress({ cancel, progress }: Terminal): Terminal['cancel'] {
  const start = performance.now();
  return {
    isCancelled: cancel.isCancelled,
    pause: async () => {
      if (performance.now() - start > progressAfterMs) progress('Analysing what will be there once it is merged');
      await cancel.pause();
    },
  };
}
