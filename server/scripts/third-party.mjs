// Licences of what the bundles hold, from the lock file (its packages that are neither dev nor optional) and their own
// licence files, and from the data tables' licence files. `node server/scripts/third-party.mjs` rewrites
// THIRD_PARTY_NOTICES.md; a test compares.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
export const noticesFile = path.join(root, 'THIRD_PARTY_NOTICES.md');

const licenceName = /^(licen[cs]e|copying|notice)([-.].*)?$/i;

function licenceTexts(folder) {
  return fs
    .readdirSync(folder)
    .filter((name) => licenceName.test(name) && fs.statSync(path.join(folder, name)).isFile())
    .toSorted()
    .map((name) => fs.readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

function section(title, texts) {
  return `## ${title}\n\n${texts.map((text) => `\`\`\`text\n${text}\n\`\`\`\n`).join('\n')}`;
}

function packageSections() {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([folder, { dev, optional }]) => folder !== '' && !dev && !optional)
    .map(([folder, { version, license }]) => {
      const name = folder.replace(/^.*node_modules\//, '');
      const texts = licenceTexts(path.join(root, folder));
      return section(`${name} ${version}`, texts.length > 0 ? texts : [`Licence: ${license ?? 'see the package'}`]);
    })
    .toSorted();
}

function dataSections() {
  const data = path.join(root, 'server/data');
  if (!fs.existsSync(data)) return [];
  return fs
    .readdirSync(data, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => licenceName.test(path.basename(file)) || /(^|\/)licen[cs]es\/[^/]+$/i.test(file))
    .toSorted()
    .map((file) => section(`server/data/${file}`, [fs.readFileSync(path.join(data, file), 'utf8').trim()]));
}

export function renderNotices() {
  const head =
    '# Third-party notices\n\nCountersign is MIT licensed (see LICENSE). What it ships of others, with their licences:\n';
  return [head, ...packageSections(), ...dataSections()].join('\n');
}

if (process.argv[1] === import.meta.filename) fs.writeFileSync(noticesFile, renderNotices());
