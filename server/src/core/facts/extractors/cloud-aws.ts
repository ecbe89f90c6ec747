import type { SyntaxNode } from '../../model/syntax.ts';
import { accessLevelOf, actionsOf, risksOf, targetOf } from '../apis/aws.ts';
import { forwardedBy, namesKey, type ForwardedAction } from '../apis/aws-forwarded.ts';
import { objectRead, READS_OBJECT, readsObject } from '../apis/aws-objects-read.ts';
import type { AwsUse } from '../apis/aws-sdks/aws-use.ts';
import { cliUses } from '../apis/aws-sdks/cli.ts';
import { dotnetUse } from '../apis/aws-sdks/dotnet.ts';
import { goUse, goUseByInput } from '../apis/aws-sdks/go.ts';
import { javaUse, javaUseByRequest } from '../apis/aws-sdks/java.ts';
import { javascriptV2Use, javascriptV3Use } from '../apis/aws-sdks/javascript.ts';
import { kotlinUse } from '../apis/aws-sdks/kotlin.ts';
import { libraryUse } from '../apis/aws-sdks/libraries.ts';
import { holdsNamed, holdsRole } from '../apis/aws-sdks/passed-roles.ts';
import { pythonByName, pythonByNameHandedOn } from '../apis/aws-sdks/python-by-name.ts';
import { asksForClients, isAskedLikeApi, usesBoto } from '../apis/aws-sdks/python-files.ts';
import { phpUse } from '../apis/aws-sdks/php.ts';
import { PYTHON_LIBRARIES, pythonLibraryUse, pythonUseByUrl } from '../apis/aws-sdks/python-libraries.ts';
import { pythonUsesNamed } from '../apis/aws-sdks/python-operation-names.ts';
import { BOTO, isOfKnownService, pythonAttributeUse, pythonUse, pythonUsesHandedOn } from '../apis/aws-sdks/python.ts';
import { rubyUse, rubyUsesRead } from '../apis/aws-sdks/ruby.ts';
import { rustUse } from '../apis/aws-sdks/rust.ts';
import { narrowed } from '../apis/aws-sdks/transactions.ts';
import { awsSecretActions } from '../apis/secret-managers.ts';
import { defineExtractor, type Reading, type Site, type Unlisted } from '../define.ts';
import { known } from '../to-fact.ts';
import { unknown, type Value } from '../value.ts';

type SdkReader = (reading: Reading, call: SyntaxNode, path: string) => AwsUse | null;

/** One row an SDK: what its symbols start with. */
const sdks: readonly (readonly [RegExp, SdkReader])[] = [
  [
    /^(aws_lambda_powertools\.|nodemailer\.|boto3\.s3\.transfer\.|s3transfer\.|@aws-lambda-powertools\/|@aws-sdk\/(s3-presigned-post|credential-providers)\.)/,
    libraryUse,
  ],
  [/^@aws-sdk\//, javascriptV3Use],
  [/^aws-sdk\b/, javascriptV2Use],
  [/^(software\.amazon\.awssdk|com\.amazonaws)\./, javaUse],
  [/^github\.com\/aws\/aws-sdk-go/, goUse],
  [BOTO, pythonUse],
  [PYTHON_LIBRARIES, pythonLibraryUse],
  [/^Amazon\./, dotnetUse],
  [/^Aws\.(?:Sdk\b|S3\.(?:\w+Uploader|Transfer)\b|(?:\w+\.)+\w+Client(?:Interface)?\b)/, phpUse],
  [/^Aws\./, rubyUse],
  [/^aws_sdk_/, rustUse],
  [/^aws\.sdk\.kotlin\./, kotlinUse],
];

/** IAM actions that AWS SDK calls need. */
export const cloudAws = defineExtractor({
  id: 'cloud-aws',
  kinds: ['permission.cloud', 'permission.secret'],
  languages: 'code',
  *extract(reading) {
    let isNamed: boolean | null = null;
    const isKeyNamed = (): boolean => (isNamed ??= namesKey(reading.unit));
    if (reading.unit.language.callsAreCommands) {
      for (const call of reading.unit.ofKind('call'))
        for (const use of cliUses(reading, call)) yield* needs(reading, call, use, isKeyNamed);
      return;
    }
    for (const [call, use] of usesIn(reading)) yield* needs(reading, call, use, isKeyNamed);
  },
});

function* usesIn(reading: Reading): Generator<readonly [SyntaxNode, AwsUse]> {
  const isPython = reading.unit.language.id === 'python';
  const saysBoto = isPython && usesBoto(reading);
  const isBoto = saysBoto || (isPython && asksForClients(reading));
  for (const kind of ['call', 'new'] as const) {
    for (const call of reading.unit.ofKind(kind)) {
      const path = reading.resolver.calleeOf(call);
      const sdk = path === null ? undefined : sdks.find(([prefix]) => prefix.test(path));
      const use = sdk?.[1](reading, call, path!) ?? null;
      const isOpen = isBoto && use === null && (sdk === undefined || !isOfKnownService(reading, call));
      const found = isOpen && (saysBoto || isAskedLikeApi(reading, call)) ? pythonByName(reading, call) : use;
      const given = found ?? goUseByInput(reading, call) ?? javaUseByRequest(reading, call);
      if (given !== null) yield [call, narrowed(reading, call, given)];
      if (isPython && given === null) {
        const written = pythonUseByUrl(reading, call);
        if (written !== null) yield [call, written];
      }
      if (!isBoto) continue;
      yield* pythonUsesNamed(reading, call);
      for (const handed of pythonUsesHandedOn(reading, call)) yield [call, handed];
      for (const handed of pythonByNameHandedOn(reading, call)) yield [call, handed];
    }
  }
  yield* rubyUsesRead(reading);
  if (!isBoto || !reading.unit.tree.text.includes('resource')) return;
  for (const node of reading.unit.ofKind('member')) {
    const use = pythonAttributeUse(reading, node);
    if (use !== null) yield [node, use];
  }
}

function* needs(
  reading: Reading,
  call: SyntaxNode,
  use: AwsUse,
  isKeyNamed: () => boolean,
): Generator<Site | Unlisted> {
  const holds = (value: Value): boolean => holdsRole(reading, value);
  if (use.missing !== undefined) {
    const what = `\`${use.through}\`: the table has no operation ${use.missing} of ${use.service.name}, so no permission is claimed.`;
    yield { kind: 'unlisted', node: call, what };
  }
  const isObjectRead = readsObject(use, (value, name) => holdsNamed(reading, value, name));
  const via = use.through.startsWith('aws ') ? 'cli' : 'direct';
  const seen = new Set<string>();
  for (const operation of use.operations) {
    for (const action of actionsOf(use.service, operation, use.input, holds)) {
      if (seen.has(action) || use.only?.has(action) === false) continue;
      if (action === READS_OBJECT && isObjectRead === false) continue;
      seen.add(action);
      const target = targetOf(action);
      const named = use.target ?? target?.parameters.map(use.input).find((value) => value !== null) ?? null;
      const risk = risksOf(action);
      yield {
        kind: 'permission.cloud',
        action,
        resource: { kind: target?.kind ?? 'arn', value: named ?? known('*') },
        node: call,
        evidence: [{ node: call, role: 'call' }],
        tier: use.isByName === true ? 'pattern' : 'resolved',
        why: [
          `\`${use.through}\` calls ${use.service.name} ${operation}, which needs \`${action}\`.`,
          ...(use.isByName === true ? ['Whose client it is is known by its name and by how it is called.'] : []),
        ],
        qualifiers: { provider: 'aws' },
        detail: { accessLevel: accessLevelOf(action), via, ...(risk.length > 0 ? { risk } : {}) },
      };
      const secret = secretRead(call, use, action, named ?? unknown);
      if (secret !== null) yield secret;
    }
    for (const forwarded of [
      ...forwardedBy(use, operation, isKeyNamed),
      ...(isObjectRead === true ? [objectRead(use, operation)] : []),
    ]) {
      if (seen.has(forwarded.action)) continue;
      seen.add(forwarded.action);
      yield forwardedSite(call, use, forwarded);
    }
  }
}

function forwardedSite(node: SyntaxNode, use: AwsUse, { action, tier, why }: ForwardedAction): Site {
  const risk = risksOf(action);
  return {
    kind: 'permission.cloud',
    action,
    resource: { kind: 'arn', value: known('*') },
    node,
    evidence: [{ node, role: 'call' }],
    tier: use.isByName === true ? 'pattern' : tier,
    why: [why],
    qualifiers: { provider: 'aws' },
    detail: { accessLevel: accessLevelOf(action), via: 'forwarded', ...(risk.length > 0 ? { risk } : {}) },
  };
}

/** What the permission gets here: a secret, by name. */
function secretRead(call: SyntaxNode, use: AwsUse, action: string, name: Value): Site | null {
  const row = Object.hasOwn(awsSecretActions, action) ? awsSecretActions[action]! : undefined;
  if (row === undefined || (row.only !== undefined && use.input(row.only) === null)) return null;
  return {
    kind: 'permission.secret',
    action: 'read',
    resource: { kind: 'secret-name', value: name },
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier: 'resolved',
    why: [`\`${use.through}\` reads a secret from ${row.store}.`],
    qualifiers: { store: row.store },
  };
}
