import type { SyntaxNode } from '../../model/syntax.ts';
import { camelCase } from '../../text/camel-case.ts';
import type { Reading, Site } from '../define.ts';
import { pathOf, type Value } from '../value.ts';
import { argument, option, receiverOf, receiverText } from './cdk-calls.ts';
import { cdkName, constructText, holderOf, type CdkName } from './constructs.ts';
import { symbolicText } from './expressions.ts';
import { networkRuleSites } from './network-rules.ts';
import { publicAccessBlockSite, publicListSite } from './sites.ts';
import { statementSites } from './statement.ts';

/** What a program of the CDK opens to addresses or to everyone: buckets, ports, functions. Null: the call opens nothing. */
export function openings(
  reading: Reading,
  call: SyntaxNode,
  { service, rest, member }: CdkName,
): Iterable<Site> | null {
  if (service === 's3' && rest === 'Bucket') return bucket(reading, call);
  if (service === 'ec2' && /^(?:addIngressRule|allow(?:Default)?(?:Port)?From\w*)$/.test(member))
    return ingress(reading, call, member);
  if (/allow\w*FromAnyIpv4$|allowFrom$/.test(member)) return ingress(reading, call, member);
  if (service === 'lambda' && member === 'addFunctionUrl') return functionUrl(reading, call);
  return member === 'grantPublicAccess' ? publicAccess(reading, call) : null;
}

const PUBLIC_LISTS: Readonly<Record<string, string>> = {
  PUBLIC_READ: 'public-read',
  PUBLIC_READ_WRITE: 'public-read-write',
  AUTHENTICATED_READ: 'authenticated-read',
};

function* bucket(reading: Reading, call: SyntaxNode): Generator<Site> {
  const subject = holderOf(reading, call) ?? reading.subjectOf(call);
  const enumOf = (key: string): { readonly node: SyntaxNode | null; readonly member: string } => {
    const node = option(reading, call, key);
    const value: Value | null = node === null ? null : reading.resolver.valueOf(node);
    return { node, member: (value === null ? '' : (pathOf(value) ?? '')).split('.').pop() ?? '' };
  };
  const isPublic = option(reading, call, 'publicReadAccess');
  if (isPublic !== null && symbolicText(reading, isPublic) === 'true')
    yield publicListSite('public-read', subject.symbol, subject, isPublic);
  const list = enumOf('accessControl');
  if (list.node !== null && Object.hasOwn(PUBLIC_LISTS, list.member))
    yield publicListSite(PUBLIC_LISTS[list.member]!, subject.symbol, subject, list.node);
  const block = enumOf('blockPublicAccess');
  if (block.node !== null && block.member.startsWith('BLOCK_'))
    yield publicAccessBlockSite(block.member, subject.symbol, subject, block.node);
}

/** `bucket.grantPublicAccess()` */
function* publicAccess(reading: Reading, call: SyntaxNode): Generator<Site> {
  const receiver = receiverOf(call);
  const target = receiver === null ? null : constructText(reading, reading.resolver.valueOf(receiver));
  yield* statementSites({
    effect: 'Allow',
    actions: [{ node: call, text: 's3:GetObject' }],
    resources: [`\${${target ?? receiverText(reading, receiver)}}/*`],
    principals: ['*'],
    subject: holderOf(reading, receiver) ?? reading.subjectOf(call),
    tier: 'resolved',
  });
}

function* functionUrl(reading: Reading, call: SyntaxNode): Generator<Site> {
  const node = option(reading, call, 'authType');
  if (node === null || !(pathOf(reading.resolver.valueOf(node)) ?? '').endsWith('.NONE')) return;
  const subject = holderOf(reading, receiverOf(call)) ?? reading.subjectOf(call);
  yield* statementSites({
    effect: 'Allow',
    actions: [{ node, text: 'lambda:InvokeFunctionUrl' }],
    resources: [`\${${subject.symbol}}`],
    principals: ['*'],
    subject,
    tier: 'resolved',
    why: 'The URL of the function asks nobody who they are.',
  });
}

/** `sg.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22))`, `connections.allowFromAnyIpv4(ec2.Port.tcp(443))` */
function* ingress(reading: Reading, call: SyntaxNode, member: string): Generator<Site> {
  const isAny = member.includes('AnyIpv4');
  const peer = isAny ? null : argument(reading, call, 0, member === 'allowFrom' ? 'other' : 'peer');
  const port = argument(reading, call, isAny ? 0 : 1, member === 'addIngressRule' ? 'connection' : 'portRange');
  const from = isAny ? '0.0.0.0/0' : peer === null ? null : addressOf(reading, peer);
  if (from === null) return;
  yield* networkRuleSites({
    from: [{ node: peer ?? call, text: from }],
    ports: [member.startsWith('allowDefaultPort') ? 'default port' : port === null ? 'all' : portOf(reading, port)],
    subject: holderOf(reading, receiverOf(call)) ?? reading.subjectOf(call),
    node: call,
    tier: 'resolved',
  });
}

function addressOf(reading: Reading, node: SyntaxNode): string | null {
  const value = reading.resolver.valueOf(node);
  const member = value.kind === 'call' ? /(?:^|\.)Peer\.(\w+)$/.exec(cdkName(value.of)?.rest ?? '')?.[1] : undefined;
  switch (camelCase(member ?? '')) {
    case 'anyIpv4':
      return '0.0.0.0/0';
    case 'anyIpv6':
      return '::/0';
    case 'ipv4':
    case 'ipv6':
      return value.kind === 'call' ? symbolicText(reading, value.args[0]?.node ?? null) : null;
    default:
      return null;
  }
}

function portOf(reading: Reading, node: SyntaxNode): string {
  const value = reading.resolver.valueOf(node);
  const member = camelCase(((value.kind === 'call' ? value.of : pathOf(value)) ?? '').split('.').pop() ?? '');
  const text = (index: number): string =>
    (value.kind === 'call' ? symbolicText(reading, value.args[index]?.node ?? null) : null) ?? '?';
  switch (member) {
    case 'tcp':
    case 'udp':
      return `${member}:${text(0)}`;
    case 'tcpRange':
    case 'udpRange':
      return `${member.slice(0, 3)}:${text(0)}-${text(1)}`;
    case 'allTcp':
    case 'allUdp':
      return member.slice(3).toLowerCase();
    case 'allTraffic':
      return 'all';
    case 'SSH':
      return 'tcp:22';
    case 'HTTP':
      return 'tcp:80';
    case 'HTTPS':
      return 'tcp:443';
    default:
      return member === '' ? 'tcp' : member;
  }
}
