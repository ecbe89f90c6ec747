// What files of Python say of the clients that they are given.
import type { SyntaxNode } from '../../../model/syntax.ts';
import { childOf } from '../../../text/tree.ts';
import type { Reading } from '../../define.ts';
import { readModule } from '../../scopes.ts';
import { awsService } from '../aws-services.ts';

const PACKAGES = /^(?:(?:aio)?boto(?:3|core)\b|(?:mypy_boto3|types_boto3|types_aiobotocore)(?:_|\b))/;
/** `boto3_factory`, `acme.boto.clients`, `self._boto_client("ecr")`. */
const CALLED_AFTER_IT = /(?:^|[._])boto(?:3|core)?(?:[._]|$)/;
const TYPES = /^(?:mypy_boto3|types_boto3|types_aiobotocore)_(\w+)/;
/** `session.client("s3")`, `get_client("s3")`. */
const MAKES_CLIENTS = /(?:^|_)(?:client|resource)$/;

/** The file works with boto3 clients, whoever makes them: it imports the SDK, or has something that is called after it. */
export function usesBoto({ unit }: Reading): boolean {
  if (!unit.tree.text.includes('boto')) return false;
  return (
    modulesOf(unit).some((module) => PACKAGES.test(module) || CALLED_AFTER_IT.test(module)) ||
    (['parameter', 'specifier'] as const).some((kind) =>
      unit.ofKind(kind).some((node) => CALLED_AFTER_IT.test(unit.textOf(childOf(node, `${kind}.name`) ?? node))),
    ) ||
    unit.ofKind('member').some((node) => {
      const property = node.role === 'call.callee' ? childOf(node, 'member.property') : null;
      return property !== null && CALLED_AFTER_IT.test(unit.textOf(property));
    })
  );
}

/** Something is asked for a client by the name of a service of AWS: `session.client("s3")`, `super().__init__("s3")`. */
export function asksForClients({ unit }: Reading): boolean {
  if (!/(?:client|resource|super\(\)\.__init__)\(/.test(unit.tree.text)) return false;
  return unit.ofKind('call').some((node) => {
    const callee = childOf(node, 'call.callee');
    const name = callee === null ? null : (childOf(callee, 'member.property') ?? callee);
    const first = childOf(node, 'call.argument');
    if (name === null || first?.kind !== 'string') return false;
    if (!MAKES_CLIENTS.test(unit.textOf(name)) && unit.textOf(callee!) !== 'super().__init__') return false;
    const text = unit.language.readString(unit.textOf(first));
    return text !== null && /^[a-z0-9-]+$/.test(text) && awsService(text) !== null;
  });
}

/** `send_message(QueueUrl=url)`, `stop_task(task=name)`, `list_buckets()`: with nothing but keywords as APIs of AWS spell them. */
export function isAskedLikeApi({ resolver, unit }: Reading, call: SyntaxNode): boolean {
  const callee = childOf(call, 'call.callee');
  const method = callee === null ? null : childOf(callee, 'member.property');
  const isPlain = method === null || !/_|^(?:paginate|wait)$/.test(unit.textOf(method));
  const spelling = isPlain ? /^[A-Z][A-Za-z0-9]*$/ : /^[A-Za-z][A-Za-z0-9]*$/;
  return resolver.argumentsOf(call).every(({ name }) => name !== null && spelling.test(name));
}

/** The file writes the service's name, `get_client("s3")`, or has the types of its clients. */
export function isSpokenOf({ unit }: Reading, service: string): boolean {
  const isIt = (text: string | null): boolean =>
    text !== null && /^[a-z0-9-]+$/.test(text) && awsService(text)?.name === service;
  return (
    modulesOf(unit).some((module) => isIt(TYPES.exec(module)?.[1]?.replaceAll('_', '-') ?? null)) ||
    unit.ofKind('string').some((node) => isIt(unit.language.readString(unit.textOf(node))))
  );
}

function modulesOf(unit: Reading['unit']): readonly string[] {
  return unit.ofKind('import').flatMap((node) => {
    const module = childOf(node, 'import.module');
    return module === null ? [] : [readModule(unit, module)];
  });
}
