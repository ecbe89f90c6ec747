import { createEngine } from '../core/load-language.ts';
import { lintPolicy } from '../core/rules.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { listFiles } from '../host/list-files.ts';
import { readPolicyInput } from '../host/policy-files.ts';
import { readSigners } from '../host/signers.ts';
import type { ExitCode, Invocation } from './define.ts';
import { rulesOnDisk } from './rules-source.ts';
import { showProblem } from './show-problem.ts';

/** 0: nothing to say; 1: rules that do not do what they say; 2: files that cannot be used. */
export async function lintRules(invocation: Invocation): Promise<ExitCode> {
  const { terminal } = invocation;
  const { root, base, organisation } = await rulesOnDisk(invocation);
  const { input } = await readPolicyInput(base, { workspace: root, organisation });
  const { paths } = await listFiles(root, {
    skip: (path) => /(?:^|\/)(?:node_modules|dist|build|target|\.venv)\/$/.test(path),
  });
  const signers = await readSigners(base);
  const linted = await lintPolicy(input, createEngine(shippedGrammars()), { paths, signers: signers.value });
  const { value } = linted;
  const problems = [...signers.problems, ...linted.problems];
  const blocks = problems.map((problem) => showProblem(problem, terminal));
  const count = value.layers.reduce((sum, { rules }) => sum + rules.length, 0);
  const verdict = problems.length === 0 ? `${count} rules, nothing to say.\n` : `${problems.length} to look at.\n`;
  await terminal.write(`${blocks.join('\n')}${blocks.length === 0 ? '' : '\n'}${verdict}`);
  if (problems.some(({ severity }) => severity === 'error')) return 2;
  return problems.length > 0 ? 1 : 0;
}
