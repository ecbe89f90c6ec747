import { secretName } from './apis/secret-managers.ts';
import { normalPath } from './file-places.ts';

/** How texts of a resource kind are compared: `https://Api.x.com/v1` and `api.x.com` are one host. */
const arn =
  (write: (name: string) => string) =>
  (text: string): string =>
    text.startsWith('arn:') ? text : `arn:aws:${write(text)}`;

const normalisers: Readonly<Record<string, (text: string) => string>> = {
  host: (text) => (/^\/(?!\/)/.test(text) ? 'same-origin' : hostOf(text)),
  's3-bucket': arn((name) => `s3:::${name}`),
  's3-object': arn((name) => `s3:::${name}/*`),
  'dynamodb-table': arn((name) => `dynamodb:*:*:table/${name}`),
  'sqs-queue': arn((name) => `sqs:*:*:${name.slice(name.lastIndexOf('/') + 1)}`),
  'sns-topic': arn((name) => `sns:*:*:${name}`),
  'lambda-function': arn((name) => `lambda:*:*:function:${name}`),
  secret: arn((name) => `secretsmanager:*:*:secret:${name}`),
  'ssm-parameter': arn((name) => `ssm:*:*:parameter/${name.replace(/^\//, '')}`),
  'kms-key': arn((name) => `kms:*:*:${name.startsWith('alias/') ? name : `key/${name}`}`),
  'kinesis-stream': arn((name) => `kinesis:*:*:stream/${name}`),
  'firehose-stream': arn((name) => `firehose:*:*:deliverystream/${name}`),
  'log-group': arn((name) => `logs:*:*:log-group:${name}`),
  'secret-name': secretName,
  // Of neither part anything is known.
  'kubernetes-resource': (text) => (/^\*(?:\/\*)*$/.test(text) ? 'dynamic' : text),
  path: normalPath,
  table: (text) => text.toLowerCase(),
  package: (text) => text.toLowerCase().replace(/_/g, '-'),
  command: (text) => text.trim().split(/\s+/)[0] ?? '',
};

export function normalise(resourceKind: string, text: string): string {
  if (text === '*') return text;
  return normalisers[resourceKind]?.(text) ?? text;
}

/** Host and port of a URL or of `host:port`; `*` where it is not known. */
export function hostOf(url: string): string {
  // What stands before the text is not known, so where its host ends is not either: `${base}start`.
  if (/^\*[^.:*/]/.test(url)) return '*';
  const rest = url
    .replace(/^jdbc:(?=\w+:)/, '')
    .replace(/^[a-z*][a-z0-9+.*-]*:\/\//i, '')
    .replace(/^\/\//, '');
  const authority = rest.split(/[/?#]/)[0] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
}
