import type { Workload } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { entriesIn } from '../grants/declarations.ts';
import { symbolicText, symbolicTexts } from '../grants/expressions.ts';
import { resourcesOf, type CloudResource } from '../grants/resources.ts';
import { asObject, documentObjects, valueOfKey } from '../objects.ts';
import { entryOf, moduleFiles, pathFrom, UNKNOWN_ENTRY, type Entry } from './code-paths.ts';
import { defineRoleForm, referred } from './define.ts';

/**
 * Functions of CloudFormation and SAM, their roles, and the policies of these.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html (2026-11)
 */
export const cloudFormationRoles = defineRoleForm({
  id: 'cloudformation',
  filesOfFolder: null,
  read(reading) {
    const resources = resourcesOf(reading).filter(({ type }) => type.includes('::'));
    if (resources.length === 0) return null;
    return {
      workloads: resources
        .filter(({ type }) => type === 'AWS::Serverless::Function' || type === 'AWS::Lambda::Function')
        .map((resource) => workload(reading, resource, resources)),
      attachments: resources.flatMap((resource) => attachmentsOf(reading, resource)),
      declared: resources.map(({ symbol }) => symbol),
      gaps: resources.flatMap((resource) => gapsOf(reading, resource)),
    };
  },
});

function workload(reading: FileReading, resource: CloudResource, resources: readonly CloudResource[]): Workload {
  const given = propertyOf(reading, resource);
  const role = given('Role');
  return {
    symbol: resource.symbol,
    role: role === null ? resource.symbol : declaredRole(referred(symbolicText(reading, role)), resources),
    ...entry(reading, resource, given),
    gaps: layerGaps(reading, resource, resources),
    range: reading.unit.rangeOf(resource.node),
  };
}

function declaredRole(symbol: string | null, resources: readonly CloudResource[]): string | null {
  return resources.some((each) => each.symbol === symbol && each.type === 'AWS::IAM::Role') ? symbol : null;
}

/** Properties of a function, and those that all functions of a SAM template have. */
function propertyOf(reading: FileReading, resource: CloudResource): (key: string) => SyntaxNode | null {
  const shared = resource.type === 'AWS::Serverless::Function' ? sharedOf(reading) : null;
  return (key) =>
    valueOfKey(reading, resource.body, key) ?? (shared === null ? null : valueOfKey(reading, shared, key));
}

function sharedOf(reading: FileReading): SyntaxNode | null {
  for (const document of documentObjects(reading)) {
    const all = asObject(reading, valueOfKey(reading, document, 'Globals'));
    const shared = all === null ? null : asObject(reading, valueOfKey(reading, all, 'Function'));
    if (shared !== null) return shared;
  }
  return null;
}

function entry(reading: FileReading, resource: CloudResource, given: (key: string) => SyntaxNode | null): Entry {
  const text = (node: SyntaxNode | null): string | null => symbolicText(reading, node);
  const code = text(given('CodeUri') ?? given('Code')) ?? (resource.type.includes('Serverless') ? '.' : null);
  const folder = code === null || given('InlineCode') !== null ? null : pathFrom(reading.unit.path, code);
  const handler = text(given('Handler'));
  if (folder === null || handler === null || text(given('PackageType')) === 'Image') return UNKNOWN_ENTRY;
  const found = entryOf(folder, handler);
  return { ...found, paths: [...bundled(reading, resource, folder, handler), ...found.paths] };
}

/** `Metadata.BuildProperties.EntryPoints`: what is bundled stands elsewhere than what runs. */
function bundled(reading: FileReading, resource: CloudResource, folder: string, handler: string): readonly string[] {
  const metadata = asObject(reading, valueOfKey(reading, resource.node, 'Metadata'));
  const build = metadata === null ? null : asObject(reading, valueOfKey(reading, metadata, 'BuildProperties'));
  const points =
    build === null ? [] : symbolicTexts(reading, valueOfKey(reading, build, 'EntryPoints')).map(({ text }) => text);
  const stem = handler.slice(handler.lastIndexOf('/') + 1, handler.lastIndexOf('.'));
  return points
    .filter((point) => points.length === 1 || point.slice(point.lastIndexOf('/') + 1).startsWith(`${stem}.`))
    .flatMap((point) => moduleFiles(folder, point.replace(/\.\w+$/, '')));
}

function layerGaps(
  reading: FileReading,
  resource: CloudResource,
  resources: readonly CloudResource[],
): readonly string[] {
  const layers = symbolicTexts(reading, propertyOf(reading, resource)('Layers'));
  const own = layers.find(({ text }) => resources.some(({ symbol }) => symbol === referred(text)));
  return own === undefined ? [] : [`The code of its layer ${referred(own.text)} is not read.`];
}

type Attachment = { readonly holder: string; readonly policy: string };

function attachmentsOf(reading: FileReading, { type, symbol, body }: CloudResource): readonly Attachment[] {
  const names = (key: string): readonly string[] =>
    symbolicTexts(reading, valueOfKey(reading, body, key)).flatMap(({ text }) => referred(text) ?? []);
  switch (type) {
    case 'AWS::IAM::Role':
      return names('ManagedPolicyArns').map((policy) => ({ holder: symbol, policy }));
    case 'AWS::Serverless::Function':
      return valueOfKey(reading, body, 'Role') === null
        ? policyNames(reading, body).map((policy) => ({ holder: symbol, policy }))
        : [];
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::ManagedPolicy':
      return names('Roles').map((holder) => ({ holder, policy: symbol }));
    case 'AWS::IAM::RolePolicy':
      return names('RoleName').map((holder) => ({ holder, policy: symbol }));
    default:
      return [];
  }
}

/** Policies of the same template that a function names: documents and templates are objects and name none. */
function policyNames(reading: FileReading, body: SyntaxNode): readonly string[] {
  const given = valueOfKey(reading, body, 'Policies');
  if (given === null) return [];
  return (given.kind === 'array' ? given.children : [given]).flatMap((node) => {
    return referred(symbolicText(reading, node)) ?? [];
  });
}

function gapsOf(
  reading: FileReading,
  { type, symbol, body, node }: CloudResource,
): readonly { readonly holder: string; readonly why: string }[] {
  if (type === 'AWS::Serverless::Connector') return [{ holder: '*', why: `${symbol} connects resources.` }];
  if (!/^AWS::(?:IAM::(?:Role|Policy|ManagedPolicy|RolePolicy)|Serverless::Function)$/.test(type)) return [];
  if (asObject(reading, valueOfKey(reading, node, 'Connectors')) !== null)
    return [{ holder: symbol, why: `${symbol} has connectors.` }];
  const own = ['Policies', 'PolicyDocument', 'ManagedPolicyArns'].flatMap(
    (key) => valueOfKey(reading, body, key) ?? [],
  );
  const isComputed = own.some((each) =>
    /Fn::Transform|!Transform|AWS::Include|Fn::ForEach|Fn::FindInMap|!FindInMap|Fn::Split|!Split|Fn::ImportValue|!ImportValue/.test(
      reading.unit.textOf(each),
    ),
  );
  const isUnread = own.some((each) => each.kind !== 'array' && each.kind !== 'object' && isReference(reading, each));
  return isComputed || isUnread ? [{ holder: symbol, why: `Policies of ${symbol} are computed.` }] : [];
}

/** A parameter that is the whole list or document. */
function isReference(reading: FileReading, node: SyntaxNode): boolean {
  const symbol = referred(symbolicText(reading, node));
  return symbol !== null && !resourcesOf(reading).some((each) => each.symbol === symbol);
}

/** Keys and values of one object: for whoever reads functions by name. */
export function namedObjects(
  reading: FileReading,
  node: SyntaxNode | null,
): readonly (readonly [name: string, body: SyntaxNode])[] {
  return node?.kind === 'object' ? entriesIn(reading, node).filter(([, body]) => body.kind === 'object') : [];
}
