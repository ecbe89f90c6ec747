import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { camelCase } from '../../text/camel-case.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { pathOf, textOfValue, type Value } from '../value.ts';

/** A construct of the AWS CDK: `new s3.Bucket(this, 'Data', …)`. */
export interface Construct {
  readonly id: string;
  readonly node: SyntaxNode;
}

export interface CdkName {
  /** `s3`, `iam`, `lambda`. */
  readonly service: string;
  /** What stands behind the module: `Bucket().grantRead`, `PolicyStatement`. */
  readonly rest: string;
  /** The last name of it, in camel case: `grantRead`. */
  readonly member: string;
}

/** Whether a file has to do with the CDK at all: nothing else is asked of most. */
export function usesCdk({ unit }: FileReading): boolean {
  return unit.language.isCode && /aws-cdk|aws_cdk/.test(unit.tree.text);
}

/** Modules of the CDK in any spelling: `aws-cdk-lib/aws-s3`, `@aws-cdk/aws-s3`, `aws_cdk.aws_s3`. */
export function cdkName(path: string | null): CdkName | null {
  if (path === null) return null;
  const found = /^(?:aws-cdk-lib|@aws-cdk|aws_cdk)[./]aws[-_]([a-z0-9]+)[\w-]*\.(.+)$/.exec(path);
  if (found === null) return null;
  const rest = found[2]!;
  return { service: found[1]!, rest, member: camelCase(rest.slice(rest.lastIndexOf('.') + 1)) };
}

export const constructsOf = oncePerUnit((reading): readonly Construct[] => {
  if (!usesCdk(reading)) return [];
  return [...reading.unit.ofKind('new'), ...reading.unit.ofKind('call')].flatMap((node) => {
    const id = constructId(reading, node);
    return id === null ? [] : [{ id, node }];
  });
});

/** The second argument of what makes a construct. */
function constructId({ resolver }: FileReading, node: SyntaxNode): string | null {
  const name = cdkName(resolver.calleeOf(node));
  if (name === null || !/^[A-Z]\w*(?:\.from\w+)?$/.test(name.rest)) return null;
  const id = resolver.argumentsOf(node).filter((arg) => arg.name === null)[1];
  // An id with unknown parts is no pattern.
  return id === undefined ? null : (textOfValue(id.value())?.replaceAll('*', '…') ?? null);
}

export function subjectOfConstruct({ id }: Construct): Subject {
  return { type: 'resource', symbol: id };
}

/** What stands for a construct whatever the variable is called that holds it: its id, else its class. */
export function constructText(reading: FileReading, value: Value): string | null {
  if (value.kind === 'call') {
    const id = value.node === null ? null : constructId(reading, value.node);
    return id ?? value.of.slice(value.of.lastIndexOf('.') + 1);
  }
  if (value.kind === 'symbol' && value.receiver !== null) {
    const of = cdkName(pathOf(value)) === null ? null : constructText(reading, value.receiver);
    return of === null ? null : `${of}.${camelCase(value.name.slice(value.name.lastIndexOf('.') + 1))}`;
  }
  return null;
}

/** Who holds what a construct is given: `fn.role`, `props.fn`; null when nothing names it. */
export function holderOf(reading: FileReading, node: SyntaxNode | null): Subject | null {
  if (node === null) return null;
  const value = reading.resolver.valueOf(node);
  const construct =
    value.kind === 'symbol' && /\.(?:role|execution_?[Rr]ole|grant_?[Pp]rincipal|task_?[Rr]ole)$/.test(value.name)
      ? value.receiver
      : value;
  const id = construct?.kind === 'call' && construct.node !== null ? constructId(reading, construct.node) : null;
  return id === null ? null : { type: 'resource', symbol: id };
}
