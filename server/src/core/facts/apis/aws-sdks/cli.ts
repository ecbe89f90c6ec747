import type { SyntaxNode } from '../../../model/syntax.ts';
import type { Reading } from '../../define.ts';
import { shellCommand, wordText } from '../../shell-words.ts';
import { known } from '../../to-fact.ts';
import { textOfValue, type Value } from '../../value.ts';
import { cliOperation, CUSTOM_SERVICES, GLOBAL_VALUED, s3Commands } from '../aws-cli.ts';
import { awsService } from '../aws-services.ts';
import type { AwsUse } from './aws-use.ts';

/** The operations that an `aws` command of a script calls. */
export function* cliUses(reading: Reading, call: SyntaxNode): Generator<AwsUse> {
  const command = shellCommand(reading, call);
  if (command?.program !== 'aws') return;
  const words = withoutGlobals(reading, command.words);
  const [service, verb] = words.slice(0, 2).map((word) => wordText(reading, word));
  if (service === undefined || service === null || verb === undefined || verb === null) return;
  if (service === 's3') yield* s3Uses(reading, verb, words.slice(2));
  if (CUSTOM_SERVICES.has(service)) return;
  const known = awsService(service === 's3api' ? 's3' : service);
  const operation = known === null ? null : cliOperation(known, verb);
  if (known === null || operation === null) return;
  yield {
    service: known,
    operations: [operation],
    input: (parameter) => optionValue(reading, words, parameter),
    target: null,
    through: `aws ${service} ${verb}`,
  };
}

function withoutGlobals(reading: Reading, words: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const at = words.findIndex((word, index) => {
    const before = index === 0 ? null : wordText(reading, words[index - 1]!);
    return !(wordText(reading, word) ?? '').startsWith('-') && !(before !== null && GLOBAL_VALUED.test(before));
  });
  return at === -1 ? [] : words.slice(at);
}

/** `--table-name` for `TableName`. */
function optionValue(reading: Reading, words: readonly SyntaxNode[], parameter: string): Value | null {
  const option = `--${parameter.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`;
  const at = words.findIndex((word) => wordText(reading, word)?.split('=')[0] === option);
  const text = at === -1 ? null : wordText(reading, words[at]!);
  if (text === null) return null;
  if (text.includes('=')) return known(text.slice(text.indexOf('=') + 1));
  const value = words[at + 1];
  return value === undefined ? null : reading.resolver.valueOf(value);
}

function* s3Uses(reading: Reading, verb: string, words: readonly SyntaxNode[]): Generator<AwsUse> {
  const row = s3Commands.get(verb);
  const s3 = awsService('s3');
  if (row === undefined || s3 === null) return;
  const places = words.flatMap((word) => {
    const value = reading.resolver.valueOf(word);
    const text = textOfValue(value);
    if (text !== null && text.startsWith('-')) return [];
    return text === null && value.kind === 'unknown' ? [] : [text];
  });
  const bucketOf = (text: string | null): string | null | undefined =>
    text === null ? undefined : (/^s3:\/\/([^/]+)/.exec(text)?.[1] ?? (verb === 'ls' ? text : undefined));
  for (const [index, operations] of [row.from, row.to].entries()) {
    const bucket = bucketOf(places[index] ?? null);
    if (bucket === undefined || bucket === null) continue;
    yield {
      service: s3,
      operations: hasOption(reading, words, '--delete') && index === 1 ? [...operations, 'DeleteObject'] : operations,
      input: (parameter) =>
        parameter === 'Bucket' ? known(bucket) : optionValue(reading, words, parameter === 'ACL' ? 'Acl' : parameter),
      target: null,
      through: `aws s3 ${verb}`,
    };
  }
}

function hasOption(reading: Reading, words: readonly SyntaxNode[], option: string): boolean {
  return words.some((word) => wordText(reading, word) === option);
}
