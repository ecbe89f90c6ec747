import type { FileReading } from '../../define.ts';
import { asObject, asText, valueOfKey } from '../../objects.ts';
import { inputOf, partOf, type Job, type Step, type Workflow } from '../workflow.ts';
import { defineHazard } from './define.ts';
import { oneLineEach } from './places.ts';

/** Registries that give a job a key which ends with it. Their documentation on trusted publishing, 2026-11. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s;&|(])(?:npm|pnpm|yarn\s+npm|bun)(?:\.cmd)?\s+publish\b/m, 'npm'],
  [
    /(?:^|[\s;&|(])(?:(?:python[\d.]*|py)\s+(?:-\w+\s+)*-m\s+)?twine(?:==[\w.]+)?\s+upload\b|\b(?:uv|poetry|hatch|flit|pdm)\s+publish\b/m,
    'PyPI',
  ],
  [/(?:^|[\s;&|(])(?:dotnet\s+nuget|nuget(?:\.exe)?)\s+push\b/m, 'NuGet'],
  [/(?:^|[\s;&|(])cargo\s+(?:\+\S+\s+)?publish\b/m, 'crates.io'],
  [/(?:^|[\s;&|(])gem\s+push\b/m, 'RubyGems'],
];
/** Actions, and the inputs that hold a key that lasts. */
const ACTIONS: ReadonlyMap<string, readonly [string, readonly string[]]> = new Map([
  ['pypa/gh-action-pypi-publish', ['PyPI', ['password']]],
  ['rubygems/release-gem', ['RubyGems', ['setup-trusted-publisher']]],
  ['rubygems/configure-rubygems-credentials', ['RubyGems', ['api-token']]],
  ['js-devtools/npm-publish', ['npm', ['token']]],
]);

/**
 * A package that is published by a key which lasts, where the registry would give the job one of its own.
 * @see https://docs.zizmor.sh/audits/#use-trusted-publishing (2026-11)
 */
export const publishedWithKey = defineHazard({
  id: 'published-with-key',
  *find(reading, workflow) {
    for (const job of workflow.jobs) {
      for (const step of job.steps) {
        const row = step.action === null ? undefined : ACTIONS.get(step.action);
        if (row !== undefined && row[1].some((name) => isKey(inputOf(reading, step, name))))
          yield {
            node: step.node,
            subject: job.subject,
            what: row[0],
            why: `\`${step.action!}\` is given a key of ${row[0]}.`,
          };
        if (step.action === 'actions/setup-node' && signsInToNpm(reading, step))
          yield {
            node: step.node,
            subject: job.subject,
            what: 'npm',
            why: 'Every request to npm is signed by a key, also where it would give the job one of its own.',
          };
        if (step.run === null || hasOwnToken(reading, workflow, job)) continue;
        const text = oneLineEach(reading.unit.textOf(step.run));
        for (const [pattern, registry] of COMMANDS)
          for (const match of text.matchAll(new RegExp(pattern, 'gm')))
            if (!/--dry-run|--help/.test(lineAt(text, match.index + match[0].length)))
              yield {
                node: partOf(step.run, match.index, match.index + match[0].length),
                subject: job.subject,
                what: registry,
                why: `${registry} would give this job a key that ends with it, and it does not ask for one.`,
              };
      }
    }
  },
});

/** `always-auth`, where it is npm's own registry. */
function signsInToNpm(reading: FileReading, step: Step): boolean {
  const registry = inputOf(reading, step, 'registry-url')?.trim() ?? '';
  return (
    inputOf(reading, step, 'always-auth')?.trim() === 'true' &&
    /^(?:|https?:\/\/registry\.npmjs\.org\/?)$/.test(registry)
  );
}

function isKey(text: string | null): boolean {
  return text !== null && text !== '' && text !== 'true';
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end === -1 ? undefined : end);
}

/** `id-token: write`, by which a registry knows the job. */
function hasOwnToken(reading: FileReading, { root }: Workflow, { object }: Job): boolean {
  const block = valueOfKey(reading, object, 'permissions') ?? valueOfKey(reading, root, 'permissions');
  const scopes = asObject(reading, block);
  return scopes === null
    ? asText(reading, block) === 'write-all'
    : asText(reading, valueOfKey(reading, scopes, 'id-token')) === 'write';
}
