import { rowOf } from '../../text/row-of.ts';
import { operationOf, providerOf } from './azure.ts';

const CALL =
  /^Azure\.ResourceManager\.(?:\w+\.)*(?<start>\w+?)(?:Resource|Collection)?\(\)(?<steps>(?:\.[\w[\]]+(?:\(\))?)*?)\.(?<method>\w+)$/;

/** Resources that are called otherwise than their type: noun -> type of its provider. */
const NOUNS: Readonly<Record<string, string>> = {
  WebSite: 'WebApps',
  AppServicePlan: 'AppServicePlans',
  ContainerServiceManagedCluster: 'ManagedClusters',
  KeyVault: 'Vaults',
  SqlServer: 'Servers',
  SqlDatabase: 'Databases',
  CosmosDBAccount: 'DatabaseAccounts',
  ContainerRegistry: 'Registries',
  ContainerAppManagedEnvironment: 'ManagedEnvironments',
  ServiceBusNamespace: 'Namespaces',
  EventHubsNamespace: 'Namespaces',
};

const READS = /^(?:Get|GetAll|GetIfExists|Exists)$/;
const WRITES = /^(?:AddTag|SetTags|RemoveTag)$/;

/**
 * The operation of a call of Azure's management libraries for .NET, whose clients lead to resources: `ArmClient`,
 * `GetResourceGroups()`, `VirtualMachineResource`. Undefined: none of them. Null: nobody can say. Empty: it asks for nothing.
 * `namespaces`: what the file opens, which says whose types they are.
 */
export function armOperation(path: string, namespaces: readonly string[]): string | null | undefined {
  const groups = CALL.exec(path)?.groups;
  if (groups === undefined) return undefined;
  const { start = '', steps = '', method = '' } = groups;
  let noun = start === 'ArmClient' ? '' : start;
  for (const step of steps.split('.').map((each) => each.replace('()', ''))) noun = nounOf(step) ?? noun;
  const providers = ['Resources', ...namespaces].flatMap((each) => providerOf(each.toLowerCase()) ?? []);
  const named = nounOf(method);
  if (named !== null) {
    // A collection is asked when something is done with it.
    if (isMany(method, named)) return '';
    const read = firstOf(providers, named, 'get');
    return read ?? firstOf(providers, noun, `list${named}`, true);
  }
  if (noun === '') return '';
  return firstOf(providers, noun, READS.test(method) ? 'get' : WRITES.test(method) ? 'update' : method);
}

/** `GetStorageAccounts`, `GetDefaultSubscription` */
function nounOf(step: string): string | null {
  const name = /^Get(?!All$|IfExists$)([A-Z]\w*)$/.exec(step)?.[1]?.replace(/^Default/, '');
  if (name === undefined || name === '') return null;
  return /[^s]s$/.test(name) && !/(?:Keys|Secrets|Credentials)$/.test(name)
    ? name.replace(/ies$/, 'y').replace(/s$/, '')
    : name;
}

function isMany(method: string, noun: string): boolean {
  return method.endsWith('s') && !method.endsWith(noun);
}

function firstOf(providers: readonly string[], noun: string, method: string, isExact = false): string | null {
  if (noun === '') return null;
  const group = rowOf(NOUNS, noun) ?? `${noun}s`.replace(/ys$/, 'ies').replace(/ss$/, 'sses');
  for (const provider of providers) {
    const operation = operationOf(provider, group, method);
    if (operation !== null && (!isExact || !operation.endsWith('/read'))) return operation;
  }
  return null;
}
