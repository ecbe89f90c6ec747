import { UsageError, type ExitCode, type Invocation, type Values } from './define.ts';

type Form = 'ndjson' | 'patch' | 'directories' | 'range' | 'worktree';

/** Options that say the same thing twice would make one of them be ignored. */
const together: Readonly<Record<Form, readonly string[]>> = {
  ndjson: ['ndjson'],
  patch: ['patch', 'base', 'format', 'org-policy'],
  directories: ['before', 'after', 'format', 'org-policy'],
  range: ['base', 'head', 'format', 'org-policy'],
  worktree: ['base', 'worktree', 'format', 'org-policy'],
};

export async function runReview(invocation: Invocation): Promise<ExitCode> {
  const form = chooseForm(invocation.values);
  if (form === 'ndjson') return await (await import('./review-ndjson.ts')).reviewLines(invocation);
  const { reviewOnce } = await import('./review-once.ts');
  return await reviewOnce(form, invocation);
}

function chooseForm(values: Values): Form {
  const form = formOf(values);
  const given = Object.keys(values).filter((name) => values[name] !== undefined && values[name] !== false);
  const stray = given.find((name) => !together[form].includes(name));
  if (stray === undefined) return form;
  throw new UsageError(
    `--${stray} does not go together with ${given
      .filter((name) => name !== stray && !['format', 'org-policy'].includes(name))
      .map((name) => `--${name}`)
      .join(' and ')}.`,
    'They name different things to review.',
    'Run "countersign help review" for the forms there are.',
  );
}

function formOf(values: Values): Form {
  if (values['ndjson'] === true) return 'ndjson';
  if (values['patch'] !== undefined) return 'patch';
  if (values['before'] !== undefined || values['after'] !== undefined) {
    for (const name of ['before', 'after']) {
      if (values[name] === undefined)
        throw new UsageError(
          `--${name} is missing.`,
          'Two directories are compared.',
          'Give both --before DIR and --after DIR.',
        );
    }
    return 'directories';
  }
  return values['head'] === undefined ? 'worktree' : 'range';
}
