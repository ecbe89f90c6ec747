import type { SyntaxNode } from '../../../model/syntax.ts';
import { stepsOf } from '../../built.ts';
import type { Reading } from '../../define.ts';
import { plainName } from '../aws-services.ts';
import { waitedOperation } from '../aws-operations.ts';
import { awsService } from '../aws-services.ts';
import { spelled, type AwsUse } from './aws-use.ts';

/** A chain that begins with a client's operation and ends where it is asked for. */
const ASKED =
  /^aws_sdk_(\w+)\.Client(?:\.\w+)?\(\)\.(\w+)\(\)(?:\.(?!into_paginator\b)\w+\(\))*\.(?:send|send_with|presigned|into_paginator|wait)$/;
const WAITER = /^wait_until_(\w+)$/;

/** AWS SDK for Rust: what a builder of a client is sent, presigned, paginated or waited for. */
export function rustUse(reading: Reading, call: SyntaxNode, path: string): AwsUse | null {
  const [, name = '', method = ''] = ASKED.exec(path) ?? [];
  const service = awsService(name);
  if (service === null) return null;
  const waits = WAITER.exec(method)?.[1];
  const waited = waits === undefined ? null : waitedOperation(service, waits);
  if (waits !== undefined && waited === null) return null;
  const value = reading.resolver.valueOf(call);
  const steps = stepsOf(value.kind === 'call' ? value.receiver : null);
  return {
    service,
    ...(waited === null ? spelled(service, method) : { operations: [waited] }),
    input(parameter) {
      const key = plainName(parameter);
      return [...steps].find(([step]) => plainName(step) === key)?.[1].value() ?? null;
    },
    target: null,
    through: path,
  };
}
