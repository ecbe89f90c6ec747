import { randomUUID } from 'node:crypto';
import { asPlainLog, toGateReport, writeGateReport, type GateReport } from '../core/gate.ts';
import { systemClock } from '../host/clock.ts';
import { runGate } from '../host/gate-run.ts';
import { askIfAny, findTopLevel, openRepository, type Repository } from '../host/git-repository.ts';
import { findDefaultBranch, readHead, resolveOnlyRevision, toShortName, type Base } from '../host/git-revisions.ts';
import { throwProblem } from '../host/problems.ts';
import type { ExitCode, Invocation, Terminal } from './define.ts';
import { organisationOf } from './organisation.ts';
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
    const headName = typeof values['head'] === 'string' ? values['head'] : 'HEAD';
    const head = await resolveOnlyRevision(repository, headName);
    const base = await readBase(repository, values['base'], headName);
    const answer = await runGate({
      repository,
      base: base.commit,
      head,
      baseTitle: base.title,
      sources: typeof values['records'] === 'string' ? values['records'].split('\n') : [],
      directory,
      organisation: organisationOf({ values, terminal }),
      requireOrigin: values['require-origin'] === 'agent' ? 'agent' : 'any',
      cancel: withProgress(terminal),
      clock: systemClock,
    });
    terminal.progress(null);
    const report = toGateReport(answer.verdict, answer.changeSet, {
      title: `${base.title} (${base.commit.slice(0, 10)}) with ${headName} (${head.slice(0, 10)}) merged`,
      range: { base: base.commit, head, tree: answer.tree },
      sources: answer.sources,
      canAnswer: answer.canAnswer,
      tool: { version: await readVersion() },
    });
    await terminal.write(formOf(values['format'], report, answer.result, terminal));
    return exitCodes[report.verdict.outcome];
  } finally {
    repository.close();
  }
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
