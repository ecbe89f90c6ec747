import type { FilePair } from './facts/delta.ts';
import { withGrants } from './facts/need-against-grant.ts';
import type { FileFacts } from './facts/read-facts.ts';
import type { Engine } from './load-language.ts';
import type { Fact } from './model/fact.ts';
import type { FileSummary } from './model/summary.ts';
import type { FileRead } from './read-files.ts';
import type { Summaries } from './read-sides.ts';

/** What names roles and policies, in each form that they are read in. */
const GRANT_WORDS: readonly string[] = [
  'aws_iam_',
  'AWS::IAM',
  'AWS::Serverless',
  'AWS::Lambda',
  'iamRoleStatements',
  'aws-cdk',
  'aws_cdk',
  'awscdk',
  '"Statement"',
  '@pulumi/aws',
  'pulumi_aws',
];

/** By words alone: whether a file may say what others are granted. */
export function mayHoldGrants(path: string, text: string, engine: Engine): boolean {
  return engine.languageOf(path, text) !== null && GRANT_WORDS.some((word) => text.includes(word));
}

/** Facts of each file, whose needs say whether they are granted as far as the files that were read tell. */
export function joinGrants(
  reads: ReadonlyMap<string, FileRead>,
  known: Summaries,
): ReadonlyMap<string, readonly Fact[]> {
  const files = [...reads].flatMap(([path, { facts, summary }]) =>
    summary === null ? [] : [{ before: null, after: toFacts(path, facts, summary) } satisfies FilePair],
  );
  const { pairs } = withGrants(files, known);
  const joined = new Map([...reads].map(([path, { facts }]) => [path, facts]));
  for (const { after } of pairs) if (after !== null) joined.set(after.path, after.facts);
  return joined;
}

/** As much as joining asks for. */
function toFacts(path: string, facts: readonly Fact[], summary: FileSummary): FileFacts {
  return {
    path,
    blob: summary.blob,
    language: summary.language ?? 'plain-text',
    isClean: true,
    isPartly: false,
    facts,
    subjects: [],
    summary,
    exposed: [],
    conditions: [],
    handed: [],
    marks: [],
    unread: [],
    unlisted: [],
    failures: [],
  };
}
