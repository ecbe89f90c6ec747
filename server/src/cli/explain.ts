import { resolve } from 'node:path';
import type { Detected } from '../core/model/finding.ts';
import type { Fact } from '../core/model/fact.ts';
import type { FileVersion } from '../core/model/change.ts';
import { createEngine } from '../core/load-language.ts';
import { createAnalysisCache, explainFile, type ExplainedFile } from '../host/analyze-workspace.ts';
import { readSnapshot } from '../host/files.ts';
import { findTopLevel } from '../host/git-repository.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { readPolicy } from '../host/policy-files.ts';
import { HostProblem } from '../host/problems.ts';
import { fromDisk } from '../host/summary-source.ts';
import { toWorkspacePath } from '../host/workspace-path.ts';
import { paint, printable, type Style } from './colours.ts';
import { UsageError, type ExitCode, type Invocation } from './define.ts';

export async function runExplain({ positionals, values, terminal }: Invocation): Promise<ExitCode> {
  const [given] = positionals;
  if (given === undefined)
    throw new UsageError(
      'No file was named.',
      'There is nothing to explain.',
      'Run "countersign explain FILE" or "explain FILE:LINE".',
    );
  const root = (await findTopLevel(terminal.directory)) ?? terminal.directory;
  const { path, line, version } = await readTarget(root, terminal.directory, given);
  const policy = await readPolicy({ kind: 'none' });
  const explained = await explainFile(path, version, {
    engine: createEngine(shippedGrammars()),
    policy: policy.value,
    source: fromDisk(root),
    cache: createAnalysisCache(),
    cancel: terminal.cancel,
  });
  const facts = explained.facts.filter((fact) => line === null || isAt(fact, line));
  const unlisted = explained.unlisted
    .filter((call) => line === null || call.line === line)
    .map((call) => ({ line: call.line + 1, what: call.what }));
  const chains = explained.chains.filter((one) => line === null || isOnLine(one, path, line));
  const answer = {
    path,
    ...(line === null ? {} : { line: line + 1 }),
    facts,
    chains,
    unlisted,
    failures: explained.failures,
  };
  const text =
    values['format'] === 'json'
      ? `${JSON.stringify(answer, null, 2)}\n`
      : showFacts(path, { facts, chains, unlisted, failures: explained.failures }, terminal);
  await terminal.write(text);
  return explained.failures.length > 0 ? 2 : 0;
}

interface Target {
  readonly path: string;
  /** 0-based. */
  readonly line: number | null;
  readonly version: FileVersion;
}

/** `a.ts:12` is line 12 of `a.ts`, unless there is a file of that very name. */
async function readTarget(root: string, directory: string, given: string): Promise<Target> {
  const match = /^(.*):([1-9]\d*)$/s.exec(given);
  const whole = await readTextFile(root, directory, given);
  if (whole !== null) return { ...whole, line: null };
  const part = match === null ? null : await readTextFile(root, directory, match[1] ?? '');
  if (part !== null) return { ...part, line: Number(match?.[2]) - 1 };
  throw new UsageError(
    `There is no file "${given}".`,
    'There is nothing to explain.',
    'Give a path relative to this directory, inside the workspace.',
  );
}

async function readTextFile(root: string, directory: string, given: string): Promise<Omit<Target, 'line'> | null> {
  const path = toWorkspacePath(root, resolve(directory, given));
  if (path === null) return null;
  const read = await readSnapshot(root, path);
  if (read.kind === 'absent') return null;
  if (read.kind === 'unreadable') throw new HostProblem(read.problem);
  const { version, notJudged } = read.snapshot;
  if (notJudged !== null)
    throw new UsageError(
      `"${given}" cannot be analysed.`,
      notJudged.message,
      'Name a text file in a language that is known.',
    );
  return { path, version };
}

function isAt({ provenance }: Fact, line: number): boolean {
  return provenance.range.start.line <= line && line <= provenance.range.end.line;
}

function showFacts(path: string, { facts, chains, unlisted, failures }: ExplainedFile, style: Style): string {
  const blocks = [...facts.map((fact) => showFact(fact, style)), ...chains.map((one) => showChain(one, style))];
  const missing = unlisted.map(
    ({ line, what }) => `${paint(style, 'bold', `${printable(path)}:${line}`)}  not listed  ${printable(what)}`,
  );
  const failed = failures.map(({ message }) => `${paint(style, 'red', 'not judged')}  ${printable(message)}`);
  const none = blocks.length + unlisted.length + failures.length === 0 ? [`${printable(path)}: no facts.`] : [];
  return `${[...blocks, ...missing, ...failed, ...none].join('\n\n')}\n`;
}

function isOnLine({ chain }: Detected, path: string, line: number): boolean {
  return (
    chain?.steps.some((step) => step.path === path && step.range.start.line <= line && line <= step.range.end.line) ===
    true
  );
}

function showChain({ chain, message, path, range, tier }: Detected, style: Style): string {
  return [
    `${paint(style, 'bold', `${printable(path)}:${range.start.line + 1}`)}  chain  ${chain?.shape ?? ''}`,
    `  ${printable(message)}`,
    ...(chain?.steps ?? []).map(
      (step, index) => `  ${index + 1}. ${printable(`${step.path}:${step.range.start.line + 1}  ${step.words}`)}`,
    ),
    `  tier  ${tier}`,
  ].join('\n');
}

function showFact({ kind, action, resource, subject, qualifiers, confidence, provenance }: Fact, style: Style): string {
  const { path, range, evidence } = provenance;
  const shown = resource.value ?? resource.norm;
  const notes = Object.entries(qualifiers ?? {}).map(([name, value]) => `${name}=${value}`);
  const rows: readonly (readonly [label: string, text: string])[] = [
    ['in', `${subject.symbol} (${subject.type})`],
    ...(notes.length === 0 ? [] : [['with', notes.join(', ')] as const]),
    ...confidence.why.map((why) => ['why', why] as const),
    ['tier', confidence.tier],
    ...evidence.map((place) => [place.role, `${place.path}:${place.range.start.line + 1}`] as const),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    `${paint(style, 'bold', `${printable(path)}:${range.start.line + 1}`)}  ${kind}  ${printable(`${action} ${shown}`)}`,
    ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${printable(text)}`),
  ].join('\n');
}
