import type { Fact } from '../../model/fact.ts';
import type { CodeSummary, NeedSummary } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { Range } from '../../model/text.ts';
import { directoryOf, joinPath } from '../../text/path.ts';
import { childOf } from '../../text/tree.ts';
import { awsService } from '../apis/aws-services.ts';
import type { Reading } from '../define.ts';
import { readModule } from '../scopes.ts';
import { textOfValue } from '../value.ts';

/** Imports and needs of one file: more are not told apart. */
const MAX_IMPORTS = 500;
const MAX_NEEDS = 1_000;

/** What is done with an answer and taken for a call: `Table.get_item.Item.get`. */
const OF_AN_ANSWER =
  /has no operation [\w.]*\.(?:get|items|keys|values|append|strip|split|replace|lower|upper|read|decode|pop|extend|sort|format|startswith|endswith) of/;

/** What a file of code asks of AWS, and what it builds on; null for what is no code. */
export function codeOf(reading: Reading, facts: readonly Fact[], unlisted: readonly string[]): CodeSummary | null {
  const { unit } = reading;
  if (!unit.language.isCode) return programOf(reading);
  const imports = importsOf(reading);
  const needs = facts.filter(isAwsNeed).map(toNeed);
  const gaps = [
    ...unlisted.filter((what) => !OF_AN_ANSWER.test(what)).slice(0, 1),
    ...(unit.tree.errors.length > 0 ? [`${unit.path} has syntax errors.`] : []),
    ...(needs.length > MAX_NEEDS || imports.length > MAX_IMPORTS ? [`${unit.path} is too large.`] : []),
    ...packageGaps(imports),
    ...(imports.some(({ specifier }) => specifier === null) ? [`${unit.path} loads code by a computed name.`] : []),
  ];
  return {
    needs: needs.slice(0, MAX_NEEDS),
    imports: [
      ...imports
        .slice(0, MAX_IMPORTS)
        .flatMap(({ names, paths, specifier, range }) =>
          paths.length === 0 ? [] : [{ names, paths, isOwn: specifier?.startsWith('.') === true, range }],
        ),
      ...ownFolder(unit),
    ],
    services: servicesIn(unit.tree.text),
    gaps,
  };
}

/** `cdk.json` names the program that makes the stacks. */
function programOf({ unit }: Reading): CodeSummary | null {
  if (!/(?:^|\/)cdk\.json$/.test(unit.path)) return null;
  const app = /"app"\s*:\s*"[^"\n]{0,200}?([\w./-]{1,100}\.(?:[jt]s|py))"/.exec(unit.tree.text)?.[1];
  const path = app === undefined ? null : joinPath(directoryOf(unit.path), app);
  return {
    needs: [],
    imports: path === null ? [] : [{ names: [], paths: [path], isOwn: true }],
    services: [],
    gaps: [],
  };
}

export function isAwsNeed({ kind, qualifiers }: Pick<Fact, 'kind' | 'qualifiers'>): boolean {
  return kind === 'permission.cloud' && qualifiers?.['provider'] === 'aws';
}

export function toNeed({ action, resource, provenance, detail, confidence }: Fact): NeedSummary {
  // A helper that uploads asks for it only when it gives up.
  const isCleanUp = action === 's3:AbortMultipartUpload' && !/`[^`]*abort[^`]*`/i.test(confidence.why[0] ?? '');
  const operation = /\bcalls .{1,60}? (\w+), which needs/.exec(confidence.why[0] ?? '')?.[1];
  const isBeside = operation !== undefined && !action.endsWith(`:${operation}`) && !NAMED_OTHERWISE.test(action);
  return {
    action,
    norm: resource.norm,
    within: provenance.anchor.split('.')[0] ?? '',
    range: provenance.range,
    certainty:
      NEEDS_NO_POLICY.test(action) || (detail?.via === 'forwarded' && confidence.tier === 'pattern')
        ? 'guess'
        : isCleanUp ||
            isBeside ||
            detail?.via === 'forwarded' ||
            confidence.tier === 'pattern' ||
            confidence.tier === 'name'
          ? 'likely'
          : 'sure',
  };
}

/** Services whose actions have other names than their operations; elsewhere such an action is one that may be asked beside. */
const NAMED_OTHERWISE = /^(?:s3|lambda|dynamodb|sqs|sns|bedrock|execute-api|states|ses|events|iot|rds-data):/;

/**
 * Calls that need no policy of their caller: everybody may ask who they are, and what users of an app do themselves is not
 * signed.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/authentication-flow-and-api-list.html (2026-11)
 */
const NEEDS_NO_POLICY =
  /^(?:sts:(?:GetCallerIdentity|GetSessionToken|AssumeRoleWith\w+)|cognito-identity:(?:GetId|GetCredentialsForIdentity|GetOpenIdToken|UnlinkIdentity)|cognito-idp:(?:InitiateAuth|RespondToAuthChallenge|SignUp|ConfirmSignUp|ForgotPassword|ConfirmForgotPassword|ResendConfirmationCode|ChangePassword|GetUser|DeleteUser|GlobalSignOut|RevokeToken|UpdateUserAttributes|DeleteUserAttributes|VerifyUserAttribute|GetUserAttributeVerificationCode|AssociateSoftwareToken|VerifySoftwareToken|SetUserMFAPreference|SetUserSettings|ConfirmDevice|ForgetDevice|GetDevice|ListDevices|UpdateDeviceStatus))$/;

export interface Import {
  /** Null: computed when the program runs. */
  readonly specifier: string | null;
  /** What is taken from it. */
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly range: Range;
}

/** Code of other files that a file takes in, wherever that is. */
export function importsOf(reading: Reading): readonly Import[] {
  const { unit, resolver } = reading;
  const found: Import[] = [];
  for (const node of [...unit.ofKind('import'), ...unit.ofKind('export')]) {
    const module = childOf(node, node.kind === 'import' ? 'import.module' : 'export.module');
    if (module === null) continue;
    const specifier = readModule(unit, module);
    const names = node.children.flatMap((child) => {
      const name = child.kind === 'specifier' ? (childOf(child, 'specifier.name') ?? child) : null;
      return name === null ? [] : [unit.textOf(name)];
    });
    const paths = unit.pathsOf(specifier, names[0]);
    const range = unit.rangeOf(node);
    if (!unit.language.hasSubmodules || names.length === 0) found.push({ specifier, names, paths, range });
    else
      for (const name of names) {
        // A name of a package may be one of its modules.
        const inner = specifier.endsWith('.') ? `${specifier}${name}` : `${specifier}.${name}`;
        found.push({ specifier, names: [name], paths: [...unit.pathsOf(inner), ...paths], range });
      }
  }
  for (const call of unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const name = callee === null || callee.end - callee.start > 30 ? '' : unit.textOf(callee);
    if (!/^(?:require|import|__import__|(?:importlib\.)?import_module)$/.test(name)) continue;
    const given = childOf(call, 'call.argument');
    const text = given === null ? null : textOfValue(resolver.valueOf(given));
    const specifier = text === null || text.includes('*') ? null : text;
    const paths = specifier === null ? [] : unit.pathsOf(specifier);
    found.push({ specifier, names: [], paths, range: unit.rangeOf(call) });
  }
  return found;
}

/** Names of classes that one file of Java mentions; of more of them all of its folder is looked at. */
const MAX_CLASSES = 500;

/** Files of a folder are one program in Go; in Java and Kotlin they take each other's classes without an import. */
function ownFolder({ path, tree }: Reading['unit']): CodeSummary['imports'] {
  const extension = /\.(?:go|java|kt)$/.exec(path)?.[0];
  if (extension === undefined) return [];
  const own = { names: [], paths: [`${path.slice(0, path.lastIndexOf('/') + 1)}*${extension}`], isOwn: false };
  if (extension !== '.java') return [own];
  // A file has the name of its class: handlers of one package are programs of their own.
  const classes = new Set<string>();
  for (const [name] of tree.text.matchAll(/\b[A-Z]\w{0,99}/g)) {
    classes.add(name);
    if (classes.size > MAX_CLASSES) return [own];
  }
  return [{ ...own, classes: [...classes] }];
}

/** SDKs that the tables read, and what is made for functions without asking anything of AWS. */
const KNOWN_PACKAGE =
  /^(?:@aws-sdk\/|@smithy\/|@aws-crypto\/|@types\/|aws-sdk(?:[./]|$)|aws-lambda(?:[/.]|$)|aws-xray-sdk|aws_xray_sdk|aws_lambda_typing|aws-embedded-metrics|aws_embedded_metrics|aws-serverless-express|@aws-lambda-powertools\/(?:logger|tracer|metrics|commons|parser|event-handler|batch)|aws_lambda_powertools(?:\.(?:logging|tracing|metrics|event_handler|middleware_factory|utilities\.(?:typing|data_classes|parser|validation|batch|jmespath_utils|serialization))(?:\.|$)|\.(?:Logger|Tracer|Metrics|utilities|event_handler|logging|metrics|tracing)$|$|\.utilities$)|boto3|botocore|aioboto3|aiobotocore|mypy_boto3|types_boto3|types_aiobotocore|s3transfer|github\.com\/aws\/aws-(?:sdk|lambda)-go|software\.amazon\.awssdk|com\.amazonaws)/;
/** What hands requests to AWS on its own. */
const REACHES_AWS =
  /aws|amazon|boto|(?:^|[^a-z0-9])s3(?:[^a-z0-9]|fs|$)|dynamo|dynogels|electrodb|onetable|typedorm|pynamo|\bsqs|\bsns\b|bedrock|langchain|llama|litellm|strands|crewai|haystack|mlflow|sagemaker|smart_open|middy|\bsst\b|chalice|zappa|celery|kombu|step-?functions|athena|redshift|elasticsearch|opensearch|cognito|appsync|amplify|multer|serverless/i;

/** Names that configurations of compilers give to folders of the workspace. */
const ALIAS =
  /^(?:[@~#]\/|@(?:libs?|shared|common|apps?|utils?|functions|src|core|services?|models?|helpers?|domain|config)\/|src\/)/;

function packageGaps(imports: readonly Import[]): readonly string[] {
  for (const { specifier, names, paths } of imports) {
    if (specifier === null || specifier.startsWith('.')) continue;
    if (paths.length === 0 && ALIAS.test(specifier)) return [`\`${specifier}\` was not read.`];
    for (const name of names.length === 0 ? [specifier] : names.map((each) => `${specifier}.${each}`)) {
      if (REACHES_AWS.test(name) && !KNOWN_PACKAGE.test(name))
        return [`\`${specifier}\` may ask things of AWS that no table says.`];
    }
  }
  return [];
}

/** Where clients are made, in the spellings of the SDKs. */
const CLIENTS: readonly RegExp[] = [
  /@aws-sdk\/(?:client|lib)-([a-z0-9-]{1,60})/g,
  /\b(?:client|resource)\(\s*(?:service_name\s*=\s*)?['"]([a-z0-9-]{1,60})['"]/g,
  /\bAWS\.([A-Z][A-Za-z0-9]{1,60})\s*\(/g,
  /\baws-sdk\/clients\/([a-z0-9]{1,60})/g,
  /\baws-sdk-go(?:-v2)?\/service\/([a-z0-9]{1,60})/g,
  /\bawssdk\.services\.([a-z0-9]{1,60})/g,
];

function servicesIn(text: string): readonly string[] {
  const found = new Set<string>();
  for (const pattern of CLIENTS)
    for (const match of text.matchAll(pattern)) {
      const service = awsService(match[1] === 'storage' ? 's3' : match[1]!);
      if (service !== null) found.add(service.prefix);
    }
  return [...found].sort();
}

/** Whether one node stands in the other. */
export function isWithin(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
