// Derives which members events of OCSF may have, their types and their numbers, from a checkout of the published schema
// (ocsf/ocsf-schema, Apache-2.0, branch v1.8.0). Names, types and numbers only: no description is taken over.
//
//   node test/unit/exports/ocsf/generate.mjs CHECKOUT
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const checkout = process.argv[2];
if (checkout === undefined) throw new Error('name a checkout of ocsf/ocsf-schema');
const read = (file) => JSON.parse(readFileSync(path.join(checkout, file), 'utf8'));
const dictionary = read('dictionary.json');
const { version } = read('version.json');

/** What our events use. An object that is not listed here is refused by the check, so that it is added first. */
const classes = {
  0: ['events/base_event.json'],
  2003: ['events/base_event.json', 'events/findings/finding.json', 'events/findings/compliance_finding.json'],
};
const objects = ['metadata', 'product', 'finding_info', 'analytic', 'compliance', 'resource_details', 'user'];
const profiles = ['incident'];

const merge = (into, attributes = {}) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === '$include') {
      for (const file of [value].flat())
        if (profiles.some((it) => file === `profiles/${it}.json`)) merge(into, read(file).attributes);
      continue;
    }
    into[name] = { ...into[name], ...value, enum: { ...into[name]?.enum, ...value.enum } };
  }
  return into;
};

const readObject = (name) => {
  const file = `objects/${name}.json`;
  const own = existsSync(path.join(checkout, file)) ? read(file) : read(`objects/${name.replace(/^_/u, '')}.json`);
  const base = own.extends === undefined || own.extends === 'object' ? { attributes: {} } : readObject(own.extends);
  return {
    attributes: merge(structuredClone(base.attributes), own.attributes),
    constraints: own.constraints ?? base.constraints,
  };
};

const toRows = (attributes) =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { requirement, profile, enum: own, '@deprecated': gone }]) => {
      const said = dictionary.attributes[name] ?? {};
      const numbers = {
        ...(said.sibling === undefined || Object.keys(own ?? {}).length === 0 ? said.enum : {}),
        ...said.enum,
        ...own,
      };
      return [
        name,
        {
          type: said.object_type ?? said.type ?? 'unknown',
          ...(said.is_array && { array: true }),
          ...(requirement === 'required' && { required: true }),
          ...(profile && { profile }),
          ...(Object.keys(numbers).length > 0 && {
            enum: Object.fromEntries(Object.entries(numbers).map(([id, { caption }]) => [id, caption])),
          }),
          ...(said.sibling && { sibling: said.sibling }),
          ...((gone ?? said['@deprecated']) && { deprecated: true }),
        },
      ];
    }),
  );

const table = {
  source: `ocsf/ocsf-schema ${version}, Apache-2.0`,
  version,
  types: Object.fromEntries(
    Object.entries(dictionary.types.attributes).map(([name, { type }]) => [name, type ?? name]),
  ),
  classes: Object.fromEntries(
    Object.entries(classes).map(([uid, files]) => [
      uid,
      toRows(files.reduce((into, file) => merge(into, read(file).attributes), {})),
    ]),
  ),
  objects: Object.fromEntries(
    objects.map((name) => {
      const { attributes, constraints } = readObject(name);
      return [name, { attributes: toRows(attributes), ...(constraints && { constraints }) }];
    }),
  ),
};
writeFileSync(path.join(import.meta.dirname, '../fixtures/ocsf.json'), `${JSON.stringify(table, null, 2)}\n`);
