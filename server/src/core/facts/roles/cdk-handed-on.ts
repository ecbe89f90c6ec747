import type { SyntaxNode } from '../../model/syntax.ts';
import { camelCase } from '../../text/camel-case.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { grantMethod } from '../grants/cdk-methods.ts';
import { cdkName, type Construct } from '../grants/constructs.ts';
import { readModule } from '../scopes.ts';

/** Places that are looked at for one construct. */
const MAX_PLACES = 400;

/**
 * Where a function or a role is handed to something that may give it more than is read: constructs of other packages, and
 * those of the CDK that grant on their own. What the workspace itself does with it stands in files that are read.
 */
export function handedOn(
  reading: FileReading,
  construct: Construct,
): readonly { readonly holder: string; readonly why: string }[] {
  const { unit, resolver } = reading;
  let left = MAX_PLACES;
  for (const kind of ['name', 'member'] as const) {
    for (const node of unit.ofKind(kind)) {
      if (node.start >= construct.node.start && node.end <= construct.node.end) continue;
      if (node.role === 'call.callee' || node.role === 'assign.target' || node.role === 'member.object') {
        if (!isHandle(reading, node)) continue;
      }
      const value = resolver.valueOf(node);
      if (value.kind !== 'call' || value.node !== construct.node) continue;
      left -= 1;
      if (left < 0) return [{ holder: construct.id, why: `${construct.id} is used in too many places.` }];
      const taker = takerOf(reading, node);
      const why = taker === null ? null : reasonAgainst(reading, taker);
      if (why !== null) return [{ holder: construct.id, why }];
    }
  }
  return [];
}

/** `fn.role`, `fn.grantPrincipal`: handing that on is handing on the function. */
function isHandle({ unit }: FileReading, node: SyntaxNode): boolean {
  const around = node.role === 'member.object' ? node.parent : null;
  const property = around === null ? null : childOf(around, 'member.property');
  return (
    property !== null &&
    /^(?:role|grantPrincipal|grant_principal|currentVersion|current_version)$/.test(unit.textOf(property))
  );
}

/** The nearest call whose argument it is part of. */
function takerOf(reading: FileReading, node: SyntaxNode): SyntaxNode | null {
  let inner = node;
  for (let at = node.parent; at !== null; at = at.parent) {
    if (at.kind === 'member' && !isHandle(reading, inner)) return null;
    if ((at.kind === 'call' || at.kind === 'new') && inner.role !== 'call.callee') return at;
    if (at.kind === 'function' || at.kind === 'class' || at.kind === 'block') return null;
    inner = at;
  }
  return null;
}

/** Modules of the CDK that give a function more than that it is called. */
const GRANTING = /^(?:iam|secretsmanager|bedrock|rds|docdb|redshift|cognitoidentitypool)$/;

function reasonAgainst(reading: FileReading, call: SyntaxNode): string | null {
  const { unit, resolver } = reading;
  const path = resolver.calleeOf(call);
  const callee = childOf(call, 'call.callee');
  const shown = callee === null ? 'something' : unit.textOf(callee).replace(/\s+/g, '').slice(0, 60);
  const name = cdkName(path);
  if (name !== null) {
    if (name.member.startsWith('grant'))
      return name.member === 'grant' || grantMethod(name.service, name.member) !== null
        ? null
        : `What \`${shown}\` gives it is not known.`;
    const isRead = name.service === 'iam' && /^(?:Policy|ManagedPolicy|PolicyStatement)$/.test(name.rest);
    return GRANTING.test(name.service) &&
      !isRead &&
      !/\.(?:addToPolicy|addToPrincipalPolicy|attachToRole|attach_to_role)$/.test(name.rest)
      ? `It is handed to \`${shown}\`.`
      : null;
  }
  if (
    path !== null &&
    /^(?:aws-cdk-lib|aws_cdk|@aws-cdk\/core|@aws-cdk\/custom-resources|constructs|console)\b/.test(path)
  )
    return null;
  const member = camelCase(shown.slice(shown.lastIndexOf('.') + 1));
  if (/^(?:attachToRole|grant\w*|push|append|addMethod|addRoutes|addTarget|addDependency|addTrigger)$/.test(member))
    return null;
  // A construct of the workspace: what it grants is read where it stands.
  return path !== null && isOfPackage(reading, path) ? `It is handed to \`${shown}\`.` : null;
}

function isOfPackage({ unit }: FileReading, path: string): boolean {
  return unit.ofKind('import').some((node) => {
    const module = childOf(node, 'import.module');
    const specifier = module === null ? '' : readModule(unit, module);
    if (specifier === '' || specifier.startsWith('.') || unit.pathsOf(specifier).length > 0) return false;
    return path.startsWith(unit.language.canonicalModule(specifier));
  });
}
