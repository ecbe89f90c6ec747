import type { RoleSummary, Workload } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { directoryOf, joinPath } from '../../text/path.ts';
import type { FileReading, Site } from '../define.ts';
import { blocksIn, entriesIn, isTerraform } from '../grants/declarations.ts';
import { symbolicText, symbolicTexts } from '../grants/expressions.ts';
import { resourcesOf, type CloudResource } from '../grants/resources.ts';
import { valueOfKey } from '../objects.ts';
import { entryOf, UNKNOWN_ENTRY, type Entry } from './code-paths.ts';
import { isWithin } from './code.ts';
import { defineRoleForm, TOO_MUCH } from './define.ts';

/**
 * Functions of the AWS provider, their roles, and the policies that are attached to these.
 * @see https://github.com/hashicorp/terraform-provider-aws website/docs/r/lambda_function (6.x, 2026-11)
 */
export const terraformRoles = defineRoleForm({
  id: 'terraform',
  filesOfFolder: '*.tf',
  read(reading, sites) {
    if (!isTerraform(reading)) return null;
    const resources = resourcesOf(reading);
    return {
      workloads: resources.flatMap((resource) =>
        resource.type === 'aws_lambda_function'
          ? [workload(reading, resource, resources)]
          : isFunctionModule(reading, resource)
            ? [workloadOfModule(reading, resource)]
            : [],
      ),
      attachments: resources.flatMap((resource) => attachmentsOf(reading, resource)),
      declared: resources.map(({ symbol }) => symbol),
      gaps: resources.flatMap((resource) => gapsOf(reading, resource, sites)),
    };
  },
});

/** `aws_iam_role.x` of `${aws_iam_role.x.arn}`; null for texts that are no reference, or to one of several. */
function referredBlock(text: string | null): string | null {
  if (text === null) return null;
  const module = /^\$\{(module\.[\w-]+)\.\w+\}$/.exec(text)?.[1];
  if (module !== undefined) return module;
  return (
    /^\$\{((?:data\.|module\.)?[\w-]+\.[\w-]+)(?:\[0\]|\.0)?(?:\.(?:arn|id|name|json|minified_json|unique_id|policy_arn|role_arn|role_name))?\}$/.exec(
      text,
    )?.[1] ?? null
  );
}

/** A role of the same configuration: who has a variable's is not known. */
function declaredRole(text: string | null): string | null {
  return text !== null && text.startsWith('${aws_iam_role.') ? referredBlock(text) : null;
}

/** @see https://github.com/terraform-aws-modules/terraform-aws-lambda (8.x, 2026-11) */
function isFunctionModule(reading: FileReading, { type, body }: CloudResource): boolean {
  const source = type === 'module' ? symbolicText(reading, valueOfKey(reading, body, 'source')) : null;
  return (
    source !== null && /(?:^|\/)(?:terraform-aws-modules\/lambda\/aws|terraform-aws-lambda)(?:$|[./?])/.test(source)
  );
}

/** The module makes the role, unless it is given one. */
function workloadOfModule(reading: FileReading, { symbol, body, node }: CloudResource): Workload {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, body, key));
  const given = valueOfKey(reading, body, 'lambda_role');
  const folder = pathOf(reading, text('source_path'));
  const handler = text('handler');
  const layers = symbolicTexts(reading, valueOfKey(reading, body, 'layers'));
  return {
    symbol,
    role: given === null ? symbol : declaredRole(text('lambda_role')),
    ...(folder === null || handler === null ? UNKNOWN_ENTRY : entryOf(folder.replace(/\/[^/]+\.\w+$/, ''), handler)),
    gaps: layers.some((layer) => layer.text.startsWith('${')) ? ['The code of its layers is not read.'] : [],
    range: reading.unit.rangeOf(node),
  };
}

/** Arguments of such a module that name policies. */
const MODULE_POLICIES = ['policy', 'policies', 'policy_json', 'policy_jsons'];

function workload(reading: FileReading, resource: CloudResource, resources: readonly CloudResource[]): Workload {
  const text = (key: string): string | null => symbolicText(reading, valueOfKey(reading, resource.body, key));
  const layers = symbolicTexts(reading, valueOfKey(reading, resource.body, 'layers'));
  return {
    symbol: resource.symbol,
    role: declaredRole(text('role')),
    ...entry(reading, text, resources),
    gaps: layers.some(({ text: layer }) => layer.startsWith('${')) ? ['The code of its layers is not read.'] : [],
    range: reading.unit.rangeOf(resource.node),
  };
}

function entry(reading: FileReading, text: (key: string) => string | null, resources: readonly CloudResource[]): Entry {
  const handler = text('handler');
  const filename = text('filename') ?? uploaded(reading, text('s3_key'), resources);
  if (handler === null || filename === null || text('image_uri') !== null) return UNKNOWN_ENTRY;
  const archives = resources.filter(({ type }) => type === 'data.archive_file' || type === 'archive_file');
  const of = (archive: CloudResource, key: string): string | null =>
    symbolicText(reading, valueOfKey(reading, archive.body, key));
  const symbol = /^\$\{((?:data\.)?archive_file\.[\w-]+)\.output_path\}$/.exec(filename)?.[1];
  const archive = archives.find((each) => each.symbol === symbol || of(each, 'output_path') === filename);
  if (archive === undefined) return UNKNOWN_ENTRY;
  const folder = pathOf(reading, of(archive, 'source_dir'));
  if (folder !== null) return entryOf(folder, handler);
  const file = pathOf(reading, of(archive, 'source_file'));
  if (file !== null) return { paths: [file], handler: handler.slice(handler.lastIndexOf('.') + 1) };
  return UNKNOWN_ENTRY;
}

/** What an object in a bucket is made from, when it is an object of this configuration. */
function uploaded(reading: FileReading, key: string | null, resources: readonly CloudResource[]): string | null {
  const symbol = /^\$\{(aws_s3_(?:bucket_)?object\.[\w-]+)\.(?:key|id)\}$/.exec(key ?? '')?.[1];
  const object = resources.find((each) => each.symbol === symbol);
  return object === undefined ? null : symbolicText(reading, valueOfKey(reading, object.body, 'source'));
}

/** A path of the configuration: `${path.module}/../src`. What has other symbols in it is not known. */
function pathOf(reading: FileReading, text: string | null): string | null {
  if (text === null) return null;
  const plain = text.replace(/^\$\{(?:path\.(?:module|root|cwd)|abspath\(path\.module\))\}\/?/, '');
  return /[${}*]/.test(plain) || plain.startsWith('/') ? null : joinPath(directoryOf(reading.unit.path), plain);
}

function attachmentsOf(reading: FileReading, { type, symbol, body }: CloudResource): RoleSummary['attachments'] {
  const names = (...keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) =>
      symbolicTexts(reading, valueOfKey(reading, body, key)).flatMap(({ text }) => referredBlock(text) ?? []),
    );
  switch (type) {
    case 'module':
      return isFunctionModule(reading, { type, symbol, body, node: body })
        ? names(...MODULE_POLICIES).map((policy) => ({ holder: symbol, policy }))
        : [];
    case 'aws_iam_role_policy':
      return names('role').flatMap((holder) => names('policy').map((policy) => ({ holder, policy })));
    case 'aws_iam_role_policy_attachment':
      return names('role').flatMap((holder) => names('policy_arn').map((policy) => ({ holder, policy })));
    case 'aws_iam_policy_attachment':
      return names('roles').flatMap((holder) => names('policy_arn').map((policy) => ({ holder, policy })));
    case 'aws_iam_policy':
      return names('policy').map((policy) => ({ holder: symbol, policy }));
    case 'data.aws_iam_policy_document':
      return names('source_policy_documents', 'override_policy_documents', 'source_json', 'override_json').map(
        (policy) => ({ holder: symbol, policy }),
      );
    case 'aws_iam_role':
      return [
        ...names('assume_role_policy').map((policy) => ({ holder: symbol, policy, isTrust: true as const })),
        ...names('managed_policy_arns').map((policy) => ({ holder: symbol, policy })),
        ...blocksIn(reading, body, 'inline_policy').flatMap((block) =>
          symbolicTexts(reading, valueOfKey(reading, block, 'policy')).flatMap(({ text }) => {
            const policy = referredBlock(text);
            return policy === null ? [] : [{ holder: symbol, policy }];
          }),
        ),
      ];
    default:
      return [];
  }
}

/** Roles that one module is given. */
const MAX_HANDED = 20;

/** Policies that are no text of this file and no block that is referred to. */
function gapsOf(
  reading: FileReading,
  { type, symbol, body, node }: CloudResource,
  sites: readonly Site[],
): readonly { readonly holder: string; readonly why: string }[] {
  const gap = (why: string): readonly { readonly holder: string; readonly why: string }[] => [{ holder: symbol, why }];
  if (type === 'data.aws_iam_policy_document') {
    const isMade = entriesIn(reading, body).some(([key]) => key === 'dynamic');
    const given = ['source_policy_documents', 'override_policy_documents', 'source_json', 'override_json'].flatMap(
      (key) => symbolicTexts(reading, valueOfKey(reading, body, key)),
    );
    return isMade || given.some(({ text }) => referredBlock(text) === null) ? gap(`${symbol} is computed.`) : [];
  }
  if (type === 'module') {
    const isFunction = isFunctionModule(reading, { type, symbol, body, node });
    const given = isFunction
      ? MODULE_POLICIES.flatMap((key) => symbolicTexts(reading, valueOfKey(reading, body, key)))
      : [];
    const computed = given.filter(({ text }) => text.startsWith('${') && referredBlock(text) === null);
    if (computed.length > 0 && !sites.some((site) => computed.some((each) => isWithin(site.node, each.node))))
      return gap(`Policies of ${symbol} are computed.`);
    const handed = new Set(reading.unit.textOf(node).match(/\baws_iam_role\.[\w-]{1,100}/g) ?? []);
    if (handed.size > MAX_HANDED) return [{ holder: '*', why: TOO_MUCH }];
    return [...handed].map((holder) => ({ holder, why: `${symbol} is handed ${holder}.` }));
  }
  if (type === 'aws_iam_role') {
    const arns = symbolicTexts(reading, valueOfKey(reading, body, 'managed_policy_arns'));
    return arns.some(({ text }) => text.startsWith('${') && referredBlock(text) === null)
      ? gap(`Policies of ${symbol} are computed.`)
      : [];
  }
  if (type !== 'aws_iam_role_policy' && type !== 'aws_iam_policy' && type !== 'aws_iam_role_policy_attachment')
    return [];
  const key = type === 'aws_iam_role_policy_attachment' ? 'policy_arn' : 'policy';
  const given: SyntaxNode | null = valueOfKey(reading, body, key);
  const text = symbolicText(reading, given);
  if (text !== null && (referredBlock(text) !== null || text.startsWith('arn:'))) return [];
  if (sites.some((site) => site.kind === 'permission.grant' && isWithin(site.node, node))) return [];
  const holder =
    type === 'aws_iam_policy' ? symbol : referredBlock(symbolicText(reading, valueOfKey(reading, body, 'role')));
  // Who gets it is not said either: it may be anybody.
  return [{ holder: holder ?? '*', why: `${symbol} is computed.` }];
}
