import type { SyntaxNode } from '../../model/syntax.ts';
import { armOperation } from '../apis/azure-arm-dotnet.ts';
import { azureClients, azureGraph } from '../apis/azure-libraries.ts';
import { levelOfOperation, operationOf, providerOf, risksOfOperation } from '../apis/azure.ts';
import { chainOf, permissionsOfChain } from '../apis/client-graph.ts';
import { cloudSites, mayUse, namedArguments, targetOfChain, type Cloud, type CloudUse } from '../cloud-need.ts';
import { defineExtractor, type Reading } from '../define.ts';

const PACKAGES =
  /^(?:azure\.|Azure\.|Microsoft\.Azure\.Cosmos\.|com\.azure\.|@azure\/|github\.com\/Azure\/azure-sdk-for-go\/)/;
/** Other ways to make a client, which then is one. */
const MADE_FROM =
  /\.(?:from_(?:connection_string|blob_url|queue_url|container_url)|from(?:ConnectionString|TableUrl))\(\)/g;
/** `UploadAsync`, `uploadWithResponse` */
const ENDINGS = /(?:Async|WithResponse)(?=\(|\.|$)/g;
const MANAGEMENT =
  /^(?:azure\.mgmt\.(?<python>[\w.]+?)(?:\.aio)?|@azure\/arm-(?<node>[\w-]+))\.\w+Client\(\)\.(?<group>\w+)\.(?<method>\w+)$/;
/** `armcompute.NewVirtualMachinesClient(…)`, or one that a factory makes; of a list the pages are asked for. */
const GO_MANAGEMENT =
  /^github\.com\/Azure\/azure-sdk-for-go\/sdk\/resourcemanager\/(?:[\w-]+\/)*arm(?<library>\w+)\.(?:ClientFactory\(\)\.New)?(?<group>\w+)Client\(\)\.(?:New)?(?<method>\w+?)(?:Pager)?$/;
const NO_CALL = /^(?:close|result|wait|done|status|next|by_?page)$/i;

const azure: Cloud = { provider: 'azure', levelOf: levelOfOperation, risksOf: risksOfOperation };

/** Operations and data actions of Azure that calls of its SDKs need. */
export const cloudAzure = defineExtractor({
  id: 'cloud-azure',
  kinds: ['permission.cloud'],
  languages: 'code',
  *extract(reading) {
    if (!mayUse(reading.unit, /azure/i)) return;
    const opened = managementNamespaces(reading);
    for (const call of reading.unit.ofKind('call')) {
      const path = reading.resolver.calleeOf(call);
      if (path === null || !PACKAGES.test(path)) continue;
      const made = plainPath(path);
      const use = managementUse(reading, call, made) ?? armUse(made, opened) ?? dataUse(reading, call, made);
      if (use !== null) yield* cloudSites(azure, call, use);
    }
  },
});

function plainPath(path: string): string {
  const made = path.replace(MADE_FROM, '()').replaceAll('()()', '()');
  const split = made.indexOf('()');
  return /^(?:Azure|Microsoft\.Azure|com\.azure)\./.test(path)
    ? made.slice(0, split) + made.slice(split).replace(ENDINGS, '')
    : made;
}

/** `StorageManagementClient(…).storage_accounts.begin_create(group, name, …)`. */
function managementUse(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  const groups = (MANAGEMENT.exec(path) ?? GO_MANAGEMENT.exec(path))?.groups;
  const library = groups?.['python'] ?? groups?.['node'] ?? groups?.['library'];
  const provider = library === undefined ? null : providerOf(library);
  const method = groups?.['method'] ?? '';
  if (provider === null || NO_CALL.test(method)) return null;
  const group = groups?.['group'] ?? '';
  // Go leaves out what its package says: `armstorage.AccountsClient`.
  const inFull = groups?.['library'] === undefined ? null : operationOf(provider, `${library}${group}`, method);
  const operation = inFull ?? operationOf(provider, group, method);
  const target = namedArguments(reading, call)[1]?.value() ?? null;
  return {
    permissions: operation === null ? null : [operation],
    what: `\`${path}\``,
    target: target !== null && ['text', 'partial', 'environment', 'parameter'].includes(target.kind) ? target : null,
  };
}

/** `Azure.ResourceManager.Compute` of a file that opens it. */
function managementNamespaces({ unit }: Reading): readonly string[] {
  if (unit.language.id !== 'csharp') return [];
  return unit.ofKind('import').flatMap((node) => /\bAzure\.ResourceManager\.(\w+)/.exec(unit.textOf(node))?.[1] ?? []);
}

function armUse(path: string, namespaces: readonly string[]): CloudUse | null {
  const operation = armOperation(path, namespaces);
  if (operation === undefined || operation === '' || NO_CALL.test(path.slice(path.lastIndexOf('.') + 1))) return null;
  return { permissions: operation === null ? null : [operation], what: `\`${path}\``, target: null };
}

/** `BlobServiceClient(…).get_container_client('x').upload_blob(…)`. */
function dataUse(reading: Reading, call: SyntaxNode, path: string): CloudUse | null {
  const chain = chainOf(path, azureClients);
  if (chain === null) return null;
  const { start, steps, last } = chain;
  const permissions = last === '' || NO_CALL.test(last) ? [] : permissionsOfChain(azureGraph, start, steps);
  if (permissions?.length === 0 || (permissions === null && steps.length > 1)) return null;
  return { permissions, what: `\`${path}\``, target: targetOfChain(reading, call, steps) };
}
