import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { asText, keyText, valueOfKey } from '../objects.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { entriesIn, isTerraform, topBlocks } from './declarations.ts';
import { symbolicText } from './expressions.ts';
import { pulumiResources } from './pulumi.ts';

/** Languages whose programs may declare resources. */
export const PROGRAMS: readonly string[] = ['typescript', 'tsx', 'javascript', 'python', 'go'];

/** Something that a template deploys. */
export interface CloudResource {
  /** `AWS::IAM::Role`, `aws_iam_role`. */
  readonly type: string;
  /** What others refer to it by: `Role`, `aws_iam_role.deploy`, `data.aws_iam_policy_document.deploy`. */
  readonly symbol: string;
  /** Its properties. */
  readonly body: SyntaxNode;
  /** All of it. */
  readonly node: SyntaxNode;
}

/** The resources of a CloudFormation, SAM or Serverless template, of a Terraform file, or of a Pulumi program. */
export const resourcesOf = oncePerUnit((reading): readonly CloudResource[] => {
  if (isTerraform(reading)) return terraformResources(reading);
  return reading.unit.language.isCode ? pulumiResources(reading) : templateResources(reading);
});

const around = oncePerUnit((reading): ReadonlyMap<SyntaxNode, CloudResource> => {
  return new Map(
    resourcesOf(reading).flatMap((resource) => [
      [resource.body, resource],
      [resource.node, resource],
    ]),
  );
});

/** The resource that a node stands in. */
export function resourceAround(reading: FileReading, node: SyntaxNode): CloudResource | null {
  const known = around(reading);
  if (known.size === 0) return null;
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    const resource = known.get(at);
    if (resource !== undefined) return resource;
  }
  return null;
}

export function subjectOfResource({ symbol }: CloudResource): Subject {
  return { type: 'resource', symbol };
}

/** What a resource hangs on, when one of its properties names it: the bucket of a bucket's policy; else the resource itself. */
export function ownerOf(reading: FileReading, resource: CloudResource, keys: readonly string[]): Subject {
  for (const key of keys) {
    const text = symbolicText(reading, valueOfKey(reading, resource.body, key));
    const symbol =
      text === null
        ? undefined
        : /^\$\{((?:data\.|module\.)?[\w-]+\.[\w-]+)(?:\[[^\]]*\])?(?:\.\w+)?\}$/.exec(text)?.[1];
    const logical = text === null ? undefined : /^\$\{([^{}.]+)(?:\.\w+)?\}$/.exec(text)?.[1];
    if (logical !== undefined && resourcesOf(reading).some((each) => each.symbol === logical))
      return { type: 'resource', symbol: logical };
    // In a program such a text is an expression with the names of its variables.
    if (symbol !== undefined && !reading.unit.language.isCode && !/^(?:var|local|each)\./.test(symbol))
      return { type: 'resource', symbol };
  }
  return subjectOfResource(resource);
}

function templateResources(reading: FileReading): readonly CloudResource[] {
  const found: CloudResource[] = [];
  for (const entry of reading.unit.ofKind('entry')) {
    const key = entry.children[0];
    // Asked of every entry of every data file: the text first.
    if (key === undefined || key.end - key.start > 11 || keyText(reading, entry) !== 'Resources') continue;
    const list = entry.children.find(({ role }) => role === 'entry.value');
    for (const [symbol, node] of list?.kind === 'object' ? entriesIn(reading, list) : []) {
      if (node.kind !== 'object') continue;
      const type = asText(reading, valueOfKey(reading, node, 'Type'));
      if (type === null || !/^(?:AWS|Alexa|Custom)::/.test(type)) continue;
      const properties = valueOfKey(reading, node, 'Properties');
      found.push({ type, symbol, body: properties?.kind === 'object' ? properties : node, node });
    }
  }
  return found;
}

function terraformResources(reading: FileReading): readonly CloudResource[] {
  return topBlocks(reading).flatMap(([kind, block]) => {
    if (kind === 'module')
      return entriesIn(reading, block).flatMap(([name, body]) =>
        body.kind === 'object' ? [{ type: 'module', symbol: `module.${name}`, body, node: body }] : [],
      );
    if (kind !== 'resource' && kind !== 'data') return [];
    return entriesIn(reading, block).flatMap(([type, named]) =>
      (named.kind === 'object' ? entriesIn(reading, named) : []).flatMap(([name, body]) => {
        const symbol = `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
        return body.kind === 'object'
          ? [{ type: kind === 'data' ? `data.${type}` : type, symbol, body, node: body }]
          : [];
      }),
    );
  });
}
