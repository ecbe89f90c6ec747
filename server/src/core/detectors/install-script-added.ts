import { listWords } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { groupRows } from './group.ts';

/** Tools that many projects run at this point, and nothing else with them. */
const USUAL =
  /^(?:npx\s+|node_modules\/\.bin\/)?(?:husky(?: install| init)?|is-ci \|\| husky(?: install)?|simple-git-hooks|lefthook install|patch-package|ngcc|prisma generate|electron-builder install-app-deps|nuxt prepare|nuxi prepare|svelte-kit sync|astro sync|lerna bootstrap|panda codegen|fumadocs-mdx|wireit|npm run [\w:-]+|yarn(?: run)? [\w:-]+|pnpm(?: run)? [\w:-]+|tsc(?: [-\w./]+)*|tsup|rollup -c|unbuild|bob build|tshy|ts-patch install(?: -s)?)(?: \|\| true| --if-present)?$/;

/** A script that runs on every machine that installs the project. */
export const installScriptAdded = defineDetector({
  id: 'install-script-added',
  facet: 'supply-chain',
  why: 'It runs without being asked for, with the rights of whoever installs: on laptops, in CI, in images.',
  fix: 'Make it a script that is run by name, or leave it out.',
  tags: ['CWE-506', 'CWE-829', 'ASI04', 'ASI05'],
  *detect(delta) {
    const rows = [...delta.added('supply-chain.script'), ...delta.of('supply-chain.script', 'redirected')];
    for (const [row, ...also] of groupRows(
      rows.filter(({ fact }) => fact.action === 'allow'),
      ({ fact }) => fact.provenance.path,
    )) {
      const names = listWords([row, ...also].map(({ fact }) => split(fact.resource.norm)[1] ?? ''));
      yield {
        change: row,
        also,
        message: `${names} may run ${also.length === 0 ? 'its' : 'their'} scripts when installed.`,
      };
    }
    for (const row of rows) {
      if (row.fact.action === 'allow') continue;
      const [name = '', command = ''] = split(row.fact.resource.norm);
      if (command.split(/\s*&&\s*/).every((part) => USUAL.test(part.trim()))) continue;
      yield {
        change: row,
        message: `\`${command}\` runs on ${name}.`,
        comparison: {
          before: row.before === undefined ? 'nothing' : (split(row.before.resource.norm)[1] ?? ''),
          after: command,
        },
      };
    }
  },
});

function split(norm: string): readonly string[] {
  const at = norm.indexOf(': ');
  return [norm.slice(0, at), norm.slice(at + 2)];
}
