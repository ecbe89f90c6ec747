import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { lastName } from '../guards/paths.ts';
import { ROLE_WORDS, roleNorm, wordsOf } from '../guards/words.ts';
import { basisOf, type Basis, type RoleGiven, roleGivenBy } from '../provisioning/role-value.ts';
import { provisioningCall } from '../provisioning/calls.ts';
import type { Given } from '../settings/define.ts';
import { givenValues } from '../settings/given.ts';
import { known } from '../to-fact.ts';

/** Who gets an account, a role, a key or somebody else's identity from this code, and what decides it. */
export const provisioning = defineExtractor({
  id: 'provisioning',
  kinds: ['identity.provisioning'],
  languages: 'code',
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || unit.language.callsAreCommands) return;
    for (const name of ROLE_NAMES)
      for (const given of givenValues(reading).get(name) ?? []) yield* ofRole(reading, given);
    for (const name of DEFAULT_NAMES)
      for (const given of givenValues(reading).get(name) ?? []) yield* ofDefault(reading, given.node, given.value);
    yield* ofFieldDefaults(reading);
    // `setRole` of a component sets what it shows.
    const isShown = /\buseState\b/.test(unit.tree.text);
    for (const call of unit.ofKind('call')) {
      const callee = childOf(call, 'call.callee');
      const name = callee === null ? null : lastName(unit, callee);
      if (callee === null || name === null || name.length > 60) continue;
      const object = callee.kind === 'member' ? childOf(callee, 'member.object') : null;
      const holder = object === null ? '' : unit.textOf(object).slice(-80);
      const found = provisioningCall(wordsOf(name), wordsOf(holder.replace(/\([^()]*\)/g, '')));
      if (found === null || (isShown && wordsOf(name).startsWith('set '))) continue;
      const role = found.action === 'assign-role' ? roleInArguments(reading, call) : null;
      yield site(
        call,
        found.action,
        role?.norm ?? found.norm,
        role?.basis ?? 'dynamic',
        `Known by its name, \`${name}\`.`,
      );
    }
  },
});

const ROLE_NAMES = [
  'role',
  'roles',
  'userrole',
  'isadmin',
  'isstaff',
  'issuperuser',
  'admin',
  'superuser',
  'accesslevel',
  'permissionlevel',
  'roleid',
  'rolename',
];
const DEFAULT_NAMES = [
  'defaultrole',
  'defaultuserrole',
  'initialrole',
  'signuprole',
  'autoassignrole',
  'userdefaultrole',
  'defaultuserroles',
  'defaultroles',
  'newuserrole',
  'registrationrole',
  'autoassignorgrole',
];
const PERSON =
  /\b(?:users?|accounts?|members?|memberships?|profiles?|customers?|employees?|persons?|people|invites?|invitations?|collaborators?|admins?|staff|identity|seats?|participants?|tenants? users?|usr)\b/;
const WRITES =
  /^(?:create\w*|insert\w*|update\w*|upsert\w*|save\w*|add\w*|register\w*|invite\w*|findOneAndUpdate|findByIdAndUpdate|bulkCreate|build|values|set|Create\w*|Insert\w*|Update\w*|Save\w*|Add\w*|assign|patch|get_or_create|update_or_create|new)$/;

function* ofRole(reading: Reading, given: Given): Generator<Site> {
  const { unit } = reading;
  const { node, value, name } = given;
  if (!isOfPerson(reading, given)) return;
  const role = roleGivenBy(reading, name, value);
  if (role === null) return;
  yield site(
    node,
    'assign-role',
    role.norm,
    role.basis,
    `\`${unit.textOf(node).split('\n')[0]!.slice(0, 80)}\` gives a role.`,
  );
}

/** Written to somebody's record: `user.role = …`, `User.create({ role: … })`. */
function isOfPerson(reading: Reading, { node, holder, name }: Given): boolean {
  const { unit } = reading;
  if (node.kind === 'assign')
    return (
      holder !== '' &&
      PERSON.test(wordsOf(holder.slice(-40))) &&
      !/\b(?:filter|form|state|query|params?)\b/.test(wordsOf(holder))
    );
  if (node.kind !== 'entry' && node.kind !== 'keyword') return false;
  let at: SyntaxNode = node;
  for (let step = 0; at.parent !== null && step < 10; step += 1) {
    const { parent } = at;
    if (parent.kind === 'entry' || parent.kind === 'keyword') {
      const key = childOf(parent, `${parent.kind}.${parent.kind === 'entry' ? 'key' : 'name'}`);
      if (
        key !== null &&
        /^["']?\$?(?:where|filter|select|query|include|orderBy|having|match|attributes|projection|params|style|aria)["']?$/.test(
          unit.textOf(key),
        )
      )
        return false;
    }
    if (parent.kind === 'call' || parent.kind === 'new') {
      const callee = childOf(parent, 'call.callee');
      const called = callee === null ? '' : (lastName(unit, callee) ?? '');
      const written =
        callee === null ? '' : wordsOf(unit.tree.text.slice(Math.max(callee.start, callee.end - 60), callee.end));
      if (parent.kind === 'new') return PERSON.test(written);
      if (!WRITES.test(called) || !PERSON.test(written)) return false;
      // What is looked for stands in front of what is written.
      const args = childrenOf(parent, 'call.argument');
      return (
        !(/update|upsert/i.test(called) && args.length > 1 && args[0] === at && at.kind === 'object') && name !== ''
      );
    }
    if (parent.kind === 'function' || parent.kind === 'block') return false;
    at = parent;
  }
  return false;
}

function roleInArguments(reading: Reading, call: SyntaxNode): RoleGiven | null {
  for (const arg of childrenOf(call, 'call.argument')) {
    const value = arg.kind === 'keyword' ? childOf(arg, 'keyword.value') : arg;
    const role = value === null ? null : roleGivenBy(reading, 'role', value);
    if (role !== null && (role.basis !== 'constant' || IS_ROLE.test(wordsOf(role.norm)))) return role;
  }
  return null;
}

const IS_ROLE = new RegExp(`^(?:${ROLE_WORDS}|user|member|viewer|reader|guest|contributor|writer)$`);

function* ofDefault(reading: Reading, node: SyntaxNode, value: SyntaxNode): Generator<Site> {
  const role = roleGivenBy(reading, 'role', value);
  if (role?.basis === 'constant' || role?.basis === 'environment')
    yield site(node, 'default-role', role.norm, role.basis, 'Says which role who says nothing gets.');
}

/** `role: { type: String, default: 'user' }`, `role = models.CharField(default="user")`, `function add(role = 'user')`. */
function* ofFieldDefaults(reading: Reading): Generator<Site> {
  const { unit } = reading;
  const isRole = (node: SyntaxNode | null): boolean =>
    node !== null &&
    node.end - node.start < 40 &&
    /^(?:["']?)(?:user_?)?(?:role|is_?admin|is_?staff|is_?superuser)(?:["']?)$/i.test(
      unit.textOf(node).replace(/^(?:self|this)\./, ''),
    );
  for (const given of givenValues(reading).get('default') ?? []) {
    let at: SyntaxNode | null = given.node.parent;
    for (let step = 0; at !== null && step < 5; step += 1) {
      const target = childOf(at, 'entry.key') ?? childOf(at, 'assign.target') ?? childOf(at, 'field.name');
      if (at.kind === 'entry' || at.kind === 'assign' || at.kind === 'field') {
        if (isRole(target)) yield* ofDefault(reading, given.node, given.value);
        break;
      }
      at = at.parent;
    }
  }
  for (const parameter of unit.ofKind('parameter')) {
    const value = childOf(parameter, 'parameter.default');
    if (
      value !== null &&
      isRole(childOf(parameter, 'parameter.name')) &&
      /regist|create|invite|sign ?up|provision|add|import/.test(wordsOf(functionName(reading, parameter)))
    )
      yield* ofDefault(reading, parameter, value);
  }
}

function functionName({ subjectOf }: Reading, node: SyntaxNode): string {
  return subjectOf(node).symbol.split('.').pop() ?? '';
}

function site(node: SyntaxNode, action: string, norm: string, basis: Basis, why: string): Site {
  return {
    kind: 'identity.provisioning',
    action,
    resource: { kind: 'role', value: known(norm), norm: roleNorm(norm) },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'pattern',
    why: [why],
    qualifiers: { basis },
    detail: {
      decision: {
        at: basis === 'constant' ? 'hardcoded' : basis === 'environment' ? 'config' : 'run-time',
        basis: basisOf(basis),
        value: norm,
      },
    },
  };
}
