import type { Workload } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { directoryOf, ancestorsOf, joinPath } from '../../text/path.ts';
import { camelCase } from '../../text/camel-case.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading, Site } from '../define.ts';
import { argument, option, receiverOf } from '../grants/cdk-calls.ts';
import { grantMethod, grantMethodNamed } from '../grants/cdk-methods.ts';
import { cdkName, constructsOf, holderOf, usesCdk, type Construct } from '../grants/constructs.ts';
import { symbolicText, symbolicTexts } from '../grants/expressions.ts';
import { assetPath } from './cdk-assets.ts';
import { entryOf, moduleFiles, UNKNOWN_ENTRY, type Entry } from './code-paths.ts';
import { defineRoleForm } from './define.ts';
import { handedOn } from './cdk-handed-on.ts';

/**
 * Functions in programs of the CDK. Each has a role of its own unless it is given one; who else grants it something is seen
 * by what it is handed to.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.Function.html (2.2xx, 2026-11)
 */
export const cdkRoles = defineRoleForm({
  id: 'cdk',
  filesOfFolder: null,
  read(reading, sites) {
    if (!usesCdk(reading)) return null;
    const constructs = constructsOf(reading);
    const functions = constructs.filter((each) => isFunction(reading, each));
    const roles = constructs.filter((each) => classOf(reading, each) === 'iam.Role');
    return {
      workloads: functions.map((each) => workload(reading, each, roles)),
      attachments: attachmentsOf(reading, constructs),
      declared: constructs.map(({ id }) => id),
      gaps: [
        ...[...functions, ...roles].flatMap((each) => handedOn(reading, each)),
        ...unknownGrants(reading, sites),
        ...doubles([...functions, ...roles]),
      ],
    };
  },
});

/** `lambda.NodejsFunction`; empty for what is no construct of a known module. */
function classOf({ resolver }: FileReading, { node }: Construct): string {
  const name = cdkName(resolver.calleeOf(node));
  return name === null ? '' : `${name.service}.${name.rest}`;
}

function isFunction(reading: FileReading, construct: Construct): boolean {
  return /^lambda\.(?:Function|NodejsFunction|PythonFunction|GoFunction|DockerImageFunction|SingletonFunction)$/.test(
    classOf(reading, construct),
  );
}

/** Constructs of one file that share an id, in different stacks: which of them has what is not told apart. */
function doubles(constructs: readonly Construct[]): readonly { readonly holder: string; readonly why: string }[] {
  const seen = new Set<string>();
  return constructs.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ holder: id, why: `Several constructs are called ${id}.` }];
  });
}

function workload(reading: FileReading, construct: Construct, roles: readonly Construct[]): Workload {
  const { node, id } = construct;
  const role = option(reading, node, 'role');
  const named = role === null ? null : (holderOf(reading, role)?.symbol ?? null);
  return {
    symbol: id,
    role: role === null ? id : roles.some((each) => each.id === named) ? named : null,
    ...entry(reading, construct),
    gaps: option(reading, node, 'layers') === null ? [] : ['The code of its layers is not read.'],
    range: reading.unit.rangeOf(node),
  };
}

function entry(reading: FileReading, construct: Construct): Entry {
  const { node, id } = construct;
  const text = (key: string): string | null => symbolicText(reading, option(reading, node, key));
  const paths = (key: string): readonly string[] => foldersOf(reading, option(reading, node, key));
  const joined = (entries: readonly Entry[]): Entry => {
    return { paths: entries.flatMap((each) => each.paths), handler: entries[0]?.handler ?? null };
  };
  switch (classOf(reading, construct)) {
    case 'lambda.Function': {
      const code = option(reading, node, 'code');
      const value = code === null ? null : reading.resolver.valueOf(code);
      const asset = value?.kind === 'call' && /\.(?:fromAsset|from_asset|asset)$/.test(value.of) ? value : null;
      const handler = text('handler');
      if (asset === null || handler === null) return UNKNOWN_ENTRY;
      const bundling = asset.node === null ? null : option(reading, asset.node, 'bundling');
      if (bundling !== null && !/\.py\b|python|pip/.test(reading.unit.textOf(bundling))) return UNKNOWN_ENTRY;
      const folders = foldersOf(reading, asset.args[0]?.node ?? null);
      return joined(folders.map((folder) => entryOf(folder, handler)));
    }
    case 'lambda.NodejsFunction': {
      const given = option(reading, node, 'entry');
      const handler = text('handler') ?? 'handler';
      if (given !== null) return { paths: paths('entry'), handler: handler.slice(handler.lastIndexOf('.') + 1) };
      const stem = reading.unit.path.replace(/\.[cm]?[tj]s$/, '');
      return { paths: moduleFiles('', `${stem}.${id}`), handler };
    }
    case 'lambda.PythonFunction': {
      const index = text('index') ?? 'index.py';
      return {
        paths: paths('entry').flatMap((folder) => joinPath(folder, index) ?? []),
        handler: text('handler') ?? 'handler',
      };
    }
    case 'lambda.GoFunction':
      return { paths: paths('entry').flatMap((folder) => joinPath(folder, 'main.go') ?? []), handler: null };
    default:
      return UNKNOWN_ENTRY;
  }
}

/** A path is from the folder that the program is started in, which is one above the file; or from the file, where that is said. */
function foldersOf(reading: FileReading, node: SyntaxNode | null): readonly string[] {
  const found = node === null ? null : assetPath(reading, node);
  if (found === null) return [];
  const own = directoryOf(reading.unit.path);
  const bases = found.isFromFile ? [own] : ancestorsOf(own).slice(0, 6);
  return bases.flatMap((base) => joinPath(base, found.path) ?? []);
}

/** `role.attachInlinePolicy(policy)`, `policy.attachToRole(role)`, `roles: [role]` of a policy. */
function attachmentsOf(
  reading: FileReading,
  constructs: readonly Construct[],
): readonly { readonly holder: string; readonly policy: string }[] {
  const found: { holder: string; policy: string }[] = [];
  const attach = (holder: SyntaxNode | null, policy: SyntaxNode | null): void => {
    const [to, what] = [holderOf(reading, holder), holderOf(reading, policy)];
    if (to !== null && what !== null) found.push({ holder: to.symbol, policy: what.symbol });
  };
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    const name = property === null ? '' : camelCase(reading.unit.textOf(property));
    if (name === 'attachInlinePolicy' || name === 'addManagedPolicy')
      attach(receiverOf(call), argument(reading, call, 0, 'policy'));
    if (name === 'attachToRole') attach(argument(reading, call, 0, 'role'), receiverOf(call));
  }
  for (const construct of constructs) {
    const of = classOf(reading, construct);
    if (of !== 'iam.Policy' && of !== 'iam.ManagedPolicy') continue;
    const roles = option(reading, construct.node, 'roles');
    const list = roles === null ? null : reading.resolver.valueOf(roles);
    for (const role of list?.kind === 'list' ? (list.node?.children ?? []) : []) {
      const holder = holderOf(reading, role);
      if (holder !== null) found.push({ holder: holder.symbol, policy: construct.id });
    }
  }
  return found;
}

/** Methods that look like grants and are none that is known: anybody may have got something. */
function unknownGrants(
  reading: FileReading,
  sites: readonly Site[],
): readonly { readonly holder: string; readonly why: string }[] {
  const read = new Set(sites.filter(({ kind }) => kind === 'permission.grant').map(({ node }) => node));
  const built = [...reading.unit.ofKind('new'), ...reading.unit.ofKind('call')].some(
    (call) =>
      /^iam\.PolicyStatement(?:\.\w+)?$/.test(classOf(reading, { id: '', node: call })) &&
      !read.has(call) &&
      !isWritten(reading, call),
  );
  if (built) return [{ holder: '*', why: 'A statement is put together step by step.' }];
  for (const call of reading.unit.ofKind('call')) {
    const callee = childOf(call, 'call.callee');
    const property = callee?.kind === 'member' ? childOf(callee, 'member.property') : null;
    const text = property === null ? '' : reading.unit.textOf(property);
    if (/^add_?[Aa]ctions$/.test(text)) return [{ holder: '*', why: 'A statement is put together step by step.' }];
    if (!/^grant(?:[A-Z_]|$)/.test(text) || read.has(call)) continue;
    const name = camelCase(text);
    const of = cdkName(reading.resolver.calleeOf(call));
    const isKnown = of === null ? grantMethodNamed(name) !== null : grantMethod(of.service, name) !== null;
    if (!isKnown && name !== 'grantPrincipal' && name !== 'grantPublicAccess' && name !== 'grant')
      return [{ holder: '*', why: `What \`${text}\` gives is not known.` }];
  }
  return [];
}

/** Whether a statement says what it gives where it is made. */
function isWritten(reading: FileReading, call: SyntaxNode): boolean {
  return ['actions', 'notActions'].some((key) => symbolicTexts(reading, option(reading, call, key)).length > 0);
}
