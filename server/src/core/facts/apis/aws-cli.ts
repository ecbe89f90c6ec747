import { operationOf } from './aws-operations.ts';
import type { AwsService } from './aws-services.ts';

/** What a command of `aws s3` does to the places it names. */
export interface S3Command {
  /** Operations on each `s3://` place by its position: the first is read, the second written; one list for all of them. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

const READS = ['GetObject'];
const WRITES = ['PutObject'];

/** @see https://docs.aws.amazon.com/cli/latest/reference/s3/ (2026-11) */
export const s3Commands: ReadonlyMap<string, S3Command> = new Map<string, S3Command>([
  ['cp', { from: READS, to: WRITES }],
  ['mv', { from: ['GetObject', 'DeleteObject'], to: WRITES }],
  ['sync', { from: ['ListObjectsV2', 'GetObject'], to: ['ListObjectsV2', 'PutObject'] }],
  ['ls', { from: ['ListObjectsV2'], to: [] }],
  ['rm', { from: ['DeleteObject'], to: [] }],
  ['mb', { from: ['CreateBucket'], to: [] }],
  ['rb', { from: ['DeleteBucket'], to: [] }],
  ['presign', { from: READS, to: [] }],
  ['website', { from: ['PutBucketWebsite'], to: [] }],
]);

/** Services whose commands are no operations of the API, or not only. */
export const CUSTOM_SERVICES: ReadonlySet<string> = new Set([
  's3',
  'configure',
  'help',
  'sso',
  'login',
  'logout',
  'history',
  'ddb',
]);
/** Commands of other services that the CLI makes up itself. */
const CUSTOM_COMMANDS =
  /^(?:wait|login|get-login(?:-password)?|update-kubeconfig|deploy|package|help|start-session|push|register|deregister|install|uninstall|ssh|socks|put|generate-\w+|create-default-roles|tail)$/;

/** `put-object` -> `PutObject`; null for commands that are no operation. */
export function cliOperation(service: AwsService, command: string): string | null {
  return CUSTOM_COMMANDS.test(command) || !/^[a-z][a-z0-9-]+$/.test(command) ? null : operationOf(service, command);
}

/** Options of the CLI itself whose next word belongs to them. */
export const GLOBAL_VALUED = /^--(?:profile|region|output|query|endpoint-url|ca-bundle|cli-\w+-timeout|color)$/;
