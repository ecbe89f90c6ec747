import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childrenOf } from '../../text/tree.ts';
import type { Reading, Site } from '../define.ts';
import { constructsOf, subjectOfConstruct } from '../grants/constructs.ts';
import { entriesIn } from '../grants/declarations.ts';
import { ownerOf, resourcesOf } from '../grants/resources.ts';
import { textOfValue } from '../value.ts';
import { known } from '../to-fact.ts';

/** Blocks in blocks that are looked at. */
const MAX_DEPTH = 5;
const MAX_ENTRIES = 300;

interface Setting {
  readonly action: 'encrypt' | 'retain';
  readonly use: string;
  /** The value is a number of days, or of seconds. */
  readonly unit?: 'days' | 'seconds';
}

const own: Setting = { action: 'encrypt', use: 'encryption' };
const ofKey: Setting = { action: 'encrypt', use: 'encryption-key' };

/**
 * Settings of stores, by their key without its joints: `storage_encrypted`, `StorageEncrypted` and `storageEncrypted` are one.
 * Named as the AWS::* resources and the providers aws, google and azurerm of Terraform name them.
 */
const SETTINGS: ReadonlyMap<string, Setting> = new Map([
  ...[
    'storageencrypted',
    'encrypted',
    'atrestencryptionenabled',
    'bucketencryption',
    'serversideencryptionconfiguration',
    'ssespecification',
    'serversideencryption',
    'encryptionconfiguration',
    'encryptatrest',
    'encryptionatrestoptions',
    'sqsmanagedsseenabled',
    'encryption',
    'infrastructureencryptionenabled',
  ].map((key) => [key, own] as const),
  ...[
    'kmskeyid',
    'kmsmasterkeyid',
    'kmskeyarn',
    'kmskeyname',
    'kmskey',
    'encryptionkey',
    'defaultkmskeyname',
    'ssekmskeyid',
    'diskencryptionsetid',
    'keyvaultkeyid',
    'customermanagedkey',
  ].map((key) => [key, ofKey] as const),
  ...['transitencryptionenabled', 'enforcessl', 'httpstrafficonlyenabled', 'enablehttpstrafficonly'].map(
    (key) => [key, { action: 'encrypt', use: 'encryption-in-transit' } as const] as const,
  ),
  ...['backupretentionperiod', 'backupretention', 'backupretentiondays'].map(
    (key) => [key, { action: 'retain', use: 'backup-retention', unit: 'days' } as const] as const,
  ),
  ...['pointintimerecovery', 'pointintimerecoveryenabled', 'pointintimerecoveryspecification'].map(
    (key) => [key, { action: 'retain', use: 'recovery' } as const] as const,
  ),
  ...['retentionindays', 'logretentiondays'].map(
    (key) => [key, { action: 'retain', use: 'log-retention', unit: 'days' } as const] as const,
  ),
  ...['expirationindays', 'expirationdays', 'deleteafterdays'].map(
    (key) => [key, { action: 'retain', use: 'expiry', unit: 'days' } as const] as const,
  ),
  ...['ttl', 'timetolivespecification', 'timetoliveattribute'].map(
    (key) => [key, { action: 'retain', use: 'expiry-of-rows' } as const] as const,
  ),
  ...['messageretentionseconds', 'messageretentionperiod'].map(
    (key) => [key, { action: 'retain', use: 'expiry', unit: 'seconds' } as const] as const,
  ),
]);

/** Resources that are about another one, which they name by these keys. */
const ABOUT = ['bucket', 'Bucket', 'table_name', 'db_instance_identifier'];

/** Encryption and lifetimes that a template, a module of Terraform or a program gives its stores. */
export function* storeSettings(reading: Reading): Generator<Site> {
  for (const resource of resourcesOf(reading)) {
    // A line of a role or a function says nothing of a store.
    if (/iam|lambda_permission|policy/i.test(resource.type)) continue;
    yield* settingsIn(reading, resource.body, ownerOf(reading, resource, ABOUT), resource.type);
  }
  for (const construct of constructsOf(reading))
    for (const argument of childrenOf(construct.node, 'call.argument'))
      if (argument.kind === 'object' || argument.kind === 'keyword')
        yield* settingsIn(reading, argument, subjectOfConstruct(construct), 'construct');
}

function* settingsIn(reading: Reading, body: SyntaxNode, subject: Subject, type: string): Generator<Site> {
  let left = MAX_ENTRIES;
  const open: { readonly node: SyntaxNode; readonly depth: number; readonly within: string }[] = [
    { node: body, depth: 0, within: '' },
  ];
  for (let at = open.pop(); at !== undefined && left > 0; at = open.pop()) {
    for (const [key, value] of entriesIn(reading, at.node)) {
      if ((left -= 1) <= 0) return;
      const bare = key.replace(/[^A-Za-z]/g, '').toLowerCase();
      const setting = SETTINGS.get(bare === 'days' && /expiration/.test(at.within) ? 'expirationdays' : bare);
      if (setting !== undefined) {
        const site = toSite(reading, setting, key, value, subject, type);
        if (site !== null) yield site;
        continue;
      }
      if (at.depth < MAX_DEPTH)
        for (const node of value.kind === 'array' ? value.children : [value])
          if (node.kind === 'object') open.push({ node, depth: at.depth + 1, within: bare });
    }
  }
}

function toSite(
  reading: Reading,
  { action, use, unit }: Setting,
  key: string,
  node: SyntaxNode,
  subject: Subject,
  type: string,
): Site | null {
  if (isOff(reading, node)) return null;
  const text = textOfValue(reading.resolver.valueOf(node)) ?? reading.unit.textOf(node).replace(/^["']|["']$/g, '');
  const number = unit === undefined ? null : Number(text);
  if (number !== null && (Number.isNaN(number) || number <= 0)) return null;
  const norm = number === null ? use : String(unit === 'seconds' ? number / 86_400 : number);
  return {
    kind: 'data.protection',
    action,
    resource: { kind: 'store', value: known(norm), norm },
    node: node.parent?.kind === 'entry' || node.parent?.kind === 'keyword' ? node.parent : node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'pattern',
    why: [`\`${key}\` of \`${type}\` says so.`],
    qualifiers: { use },
    detail: { field: key },
    subject,
  };
}

function isOff(reading: Reading, node: SyntaxNode): boolean {
  if (/^["']?(?:false|null|none|disabled|suspended|0|""|'')["']?$/i.test(reading.unit.textOf(node).slice(0, 20)))
    return true;
  if (node.kind !== 'object') return false;
  return entriesIn(reading, node).some(
    ([key, value]) =>
      /^(?:\w*_?enabled|\w*Enabled)$/.test(key) && /^["']?false/i.test(reading.unit.textOf(value).slice(0, 8)),
  );
}
