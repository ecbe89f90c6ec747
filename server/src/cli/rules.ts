import { UsageError, type ExitCode, type Invocation, type Run } from './define.ts';
import { suggest } from './suggest.ts';

const verbs: Readonly<Record<string, () => Promise<Run>>> = {
  list: async () => (await import('./rules-list.ts')).listRules,
  test: async () => (await import('./rules-test.ts')).testRules,
  lint: async () => (await import('./rules-lint.ts')).lintRules,
  explain: async () => (await import('./rules-explain.ts')).explainRule,
};

/** `positionals` of what is run begin behind the verb. */
export async function runRules({ positionals, ...invocation }: Invocation): Promise<ExitCode> {
  const [verb = '', ...rest] = positionals;
  const load = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (load === undefined) {
    const meant = suggest(verb, Object.keys(verbs));
    throw new UsageError(
      verb === '' ? 'It is not said what to do with the rules.' : `There is no "rules ${verb}".`,
      'Nothing was done.',
      meant === null
        ? 'Run "countersign rules list", "test", "lint" or "explain FINDING".'
        : `Did you mean "rules ${meant}"?`,
    );
  }
  const run = await load();
  return await run({ ...invocation, positionals: rest });
}
