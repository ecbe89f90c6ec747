// Derives package-names.json from the npm package npm-high-impact (MIT): node server/data/generate-package-names.mjs FOLDER
// FOLDER holds that package, unpacked; it is not part of this repository. Names only, most downloaded first.
// Attribution: THIRD_PARTY_NOTICES.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = process.argv[2];
if (folder === undefined)
  throw new Error('Say where the package is: node server/data/generate-package-names.mjs FOLDER');
const { npmTopDownloads, npmTopDependents } = await import(join(resolve(folder), 'index.js'));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Of the most downloaded so many; of those that most others depend on all. */
const DOWNLOADED = 9_000;
const names = [...new Set([...npmTopDownloads.slice(0, DOWNLOADED), ...npmTopDependents])].filter((name) =>
  /^(?:@[\w.-]+\/)?[\w.-]+$/.test(name),
);
const table = {
  about: {
    source: 'npm-high-impact (npm)',
    version,
    licence: 'MIT, server/data/licences/npm-high-impact.LICENSE.txt',
    generator: 'server/data/generate-package-names.mjs',
  },
  npm: names.join(' '),
};
writeFileSync(join(import.meta.dirname, 'package-names.json'), `${JSON.stringify(table, null, 1)}\n`);
console.log(`npm: ${names.length} names`);
