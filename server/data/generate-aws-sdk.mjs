// Derives aws-sdk.json from published packages: node server/data/generate-aws-sdk.mjs FOLDER PACKAGES
// FOLDER and PACKAGES are those of generate-aws.mjs; they are not part of this repository. Attribution: THIRD_PARTY_NOTICES.md.
// Run generate-aws.mjs first: services are called here as there.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plain, readResources, readServices, snake } from './read-aws-sdk.mjs';

const [, , folder, packages] = process.argv;
if (folder === undefined || packages === undefined)
  throw new Error('Say where the tables and the packages are: node server/data/generate-aws-sdk.mjs FOLDER PACKAGES');
const { services } = JSON.parse(readFileSync(join(import.meta.dirname, 'aws.json'), 'utf8'));

// Service -> its operations, and `Waiter:Operation` for what its waiters ask for. Names that several SDKs share are one row.
const operations = {};
const waiters = {};
for (const service of readServices(packages)) {
  const [name] = services[plain(service.id)];
  operations[name] = [...new Set([...(operations[name] ?? []), ...service.operations])].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  for (const [waiter, operation] of Object.entries(service.waiters)) (waiters[name] ??= {})[waiter] = operation;
}

// Operations of older SDKs.
const map = JSON.parse(readFileSync(join(folder, 'aws-sdk-iam-map.2022-08.json'), 'utf8'));
for (const key of Object.keys(map.sdk_method_iam_mappings)) {
  const [name, operation] = key.split('.');
  const known = (operations[name] ??= []);
  if (!known.some((each) => plain(each) === plain(operation))) known.push(operation);
}

// `Class.member` of boto3's resource interface -> `Operation`, `Operation>Class` when it gives a resource, `>Class` when it only
// names one, `*Operation>Class` for a collection, `~Operation` for an attribute that is asked for when it is first read. The
// service itself is the class ''.
const member = (request, resource) => `${request?.operation ?? ''}${resource === undefined ? '' : `>${resource.type}`}`;
const resources = {};
for (const { id, service, resources: classes, shapes } of readResources(packages)) {
  const found = (resources[id] = {});
  const all = { '': service, ...classes };
  // The service makes every class by its identifiers, whether its model says so or not.
  for (const type of Object.keys(classes)) found[`.${type}`] = `>${type}`;
  for (const [name, given] of Object.entries(all)) {
    const row = (key, value) => (found[`${name}.${key}`] = value);
    for (const [action, { request, resource }] of Object.entries(given.actions ?? {}))
      row(snake(action), member(request, resource));
    for (const [sub, { resource }] of Object.entries(given.has ?? {})) {
      // A class is called with what names it; what the data of its owner name is read.
      const isCalled = !resource.identifiers?.some(({ source }) => source === 'data');
      row(isCalled ? sub : snake(sub), `>${resource.type}`);
    }
    for (const [many, { request, resource }] of Object.entries(given.hasMany ?? {}))
      row(snake(many), `*${member(request, resource)}`);
    for (const [action, { request }] of Object.entries(given.batchActions ?? {}))
      found[`${name}[].${snake(action)}`] = member(request);
    if (given.load !== undefined) for (const key of ['load', 'reload']) row(key, member(given.load.request));
    const named = new Set(
      (given.identifiers ?? []).flatMap((each) => [snake(each.name), snake(each.memberName ?? each.name)]),
    );
    const attributes = given.load === undefined ? [] : Object.keys(shapes[given.shape]?.members ?? {}).map(snake);
    for (const key of attributes)
      if (!named.has(key) && found[`${name}.${key}`] === undefined) row(key, `~${member(given.load.request)}`);
    const asked = waiters[services[plain(id)][0]] ?? {};
    for (const [waiter, { waiterName }] of Object.entries(given.waiters ?? {}))
      if (asked[waiterName] !== undefined) row(`wait_until_${snake(waiter)}`, asked[waiterName]);
  }
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const table = {
  source: 'botocore and boto3 1.44.8 (Apache-2.0), iann0036/iamlive (MIT); derived by generate-aws-sdk.mjs',
  // One text a service: it is taken apart when a file first asks for the service.
  operations: sorted(Object.fromEntries(Object.entries(operations).map(([name, list]) => [name, list.join(' ')]))),
  waiters: sorted(
    Object.fromEntries(
      Object.entries(waiters).map(([name, rows]) => [
        name,
        Object.entries(rows)
          .map(([waiter, operation]) => `${waiter}:${operation}`)
          .join(' '),
      ]),
    ),
  ),
  resources: sorted(
    Object.fromEntries(
      Object.entries(resources).map(([id, rows]) => [
        id,
        Object.entries(rows)
          .map(([key, value]) => `${key}=${value}`)
          .join(' '),
      ]),
    ),
  ),
};
const out = join(import.meta.dirname, 'aws-sdk.json');
const text = `{\n${Object.entries(table)
  .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  .join(',\n')}\n}\n`;
writeFileSync(out, text);
console.log(`${out}: ${text.length} bytes, ${Object.keys(operations).length} services`);
