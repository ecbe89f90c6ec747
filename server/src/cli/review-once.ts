import { createEngine } from '../core/load-language.ts';
import type { Cancel } from '../core/model/cancel.ts';
import type { ReviewResult } from '../core/model/result.ts';
import { analyzeWorkspace, createAnalysisCache } from '../host/analyze-workspace.ts';
import { shippedGrammars } from '../host/grammars.ts';
import { createReadingPool } from '../host/reading-pool.ts';
import { readPolicy } from '../host/policy-files.ts';
import { organisationOf } from './organisation.ts';
import type { ExitCode, Invocation, Terminal } from './define.ts';
import { exitCodeOf } from './exit-code.ts';
import { readDirectoriesInput, readPatchInput, readRepositoryInput, type ReviewInput } from './review-input.ts';
import { showResult } from './show-result.ts';

export async function reviewOnce(
  form: 'patch' | 'directories' | 'range' | 'worktree',
  invocation: Invocation,
): Promise<ExitCode> {
  const { terminal, values } = invocation;
  const start = performance.now();
  const input = await readReviewInput(form, invocation);
  try {
    const policy = await readPolicy(input.policyBase, {
      workspace: input.workspace,
      organisation: organisationOf(invocation),
    });
    const analysed = await analyzeWorkspace(input.changeSet, {
      engine: createEngine(shippedGrammars()),
      policy: policy.value,
      source: input.source,
      cache: createAnalysisCache(),
      helpers: createReadingPool(),
      cancel: withProgress(terminal, input.changeSet.files.length),
    });
    const result: ReviewResult = {
      ...analysed,
      failures: [...input.failures, ...analysed.failures],
      problems: [...policy.problems, ...analysed.problems],
      stats: { ...analysed.stats, ms: Math.round(performance.now() - start) },
    };
    terminal.progress(null);
    const format = typeof values['format'] === 'string' ? values['format'] : 'text';
    await terminal.write(
      await showResult(format, result, {
        title: input.title,
        hasColours: terminal.hasColours,
        changeSet: input.changeSet,
      }),
    );
    return exitCodeOf(result, policy.value);
  } finally {
    input.close();
  }
}

async function readReviewInput(
  form: 'patch' | 'directories' | 'range' | 'worktree',
  invocation: Invocation,
): Promise<ReviewInput> {
  switch (form) {
    case 'patch':
      return await readPatchInput(invocation);
    case 'directories':
      return await readDirectoriesInput(invocation);
    case 'range':
    case 'worktree':
      return await readRepositoryInput(form, invocation);
  }
}

const progressAfterMs = 1000;

/** The core pauses once a file and side: enough to say that something happens, with the number that is known. */
function withProgress(terminal: Terminal, files: number): Cancel {
  const start = performance.now();
  let steps = 0;
  return {
    isCancelled: terminal.cancel.isCancelled,
    pause: async () => {
      steps += 1;
      if (performance.now() - start > progressAfterMs) terminal.progress(`Analysing ${files} files, step ${steps}`);
      await terminal.cancel.pause();
    },
  };
}
