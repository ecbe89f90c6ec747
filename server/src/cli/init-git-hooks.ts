import { findTopLevel, openRepository } from '../host/git-repository.ts';
import { throwProblem } from '../host/problems.ts';
import { planGitHooks } from '../host/set-up/git-hooks/plan.ts';
import { writeConfigFiles, type Plan } from '../host/set-up/set-up.ts';
import { paint, printable } from './colours.ts';
import { UsageError, type ExitCode, type Invocation, type Terminal } from './define.ts';
import { confirm, showFile } from './show-plans.ts';

/** Makes git say what the gate would say, before a commit and before a push. */
export async function runInitGitHooks({ values, terminal }: Invocation): Promise<ExitCode> {
  for (const name of ['agent', 'user'])
    if (values[name] !== undefined && values[name] !== false)
      throw new UsageError(
        `--${name} does not go together with --git-hooks.`,
        'Hooks of git are of one repository.',
        'Leave it out.',
      );
  const isRemoval = values['remove'] === true;
  const top = await findTopLevel(terminal.directory);
  const repository = top === null ? null : await openRepository(top, terminal.cancel);
  if (repository === null) throwProblem('noRepository', `"${terminal.directory}" is in no git work tree.`);
  try {
    const plan = await planGitHooks(repository, isRemoval);
    if (values['check'] === true) return await check(plan, terminal);
    await show(plan, isRemoval, terminal);
    if (plan.files.length === 0) return plan.warnings.length > 0 ? 2 : 0;
    if (values['dry-run'] === true) return 0;
    if (values['yes'] !== true && !(await confirm([plan], terminal))) {
      terminal.note('Nothing was written.\n');
      return 1;
    }
    const { paths, refused } = await writeConfigFiles(plan.files);
    for (const why of refused) terminal.note(`${why}\n`);
    await terminal.write(`${paths.length} ${paths.length === 1 ? 'file' : 'files'} written.\n`);
    return refused.length > 0 || plan.warnings.length > 0 ? 2 : 0;
  } finally {
    repository.close();
  }
}

async function check({ title, isConfigured, warnings }: Plan, terminal: Terminal): Promise<ExitCode> {
  await terminal.write(`${printable(title)}: ${isConfigured ? 'say what the gate would say' : 'are not set up'}\n`);
  for (const warning of warnings) await terminal.write(`  ${printable(warning)}\n`);
  return isConfigured ? 0 : 1;
}

async function show({ title, files, warnings, notes }: Plan, isRemoval: boolean, terminal: Terminal): Promise<void> {
  const state = files.length === 0 && warnings.length === 0 ? ': nothing to do' : '';
  await terminal.write(`${paint(terminal, 'bold', printable(title))}${state}\n`);
  for (const file of files) await terminal.write(`${showFile(file, terminal)}\n`);
  for (const warning of warnings) await terminal.write(`  Warning: ${printable(warning)}\n`);
  if (!isRemoval && files.length > 0) for (const note of notes) await terminal.write(`  Note: ${note}\n`);
}
