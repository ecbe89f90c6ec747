import { defineDetector } from './define.ts';

const WORDS: Readonly<Record<string, (of: string) => string>> = {
  run: (of) => `Fetches ${of} in whatever version there is, and runs it.`,
  import: (of) => `Imports code that ${of} serves.`,
  load: (of) => `Runs what ${of} serves, in the page.`,
  install: (of) => `Installs ${of}, which no registry keeps and no lock holds.`,
  'look-in': (of) => `Looks for packages in ${of}.`,
};

/** A command that fetches code of others which nothing holds. */
export const remotePackageRun = defineDetector({
  id: 'remote-package-run',
  facet: 'supply-chain',
  why: 'Whoever can publish there decides what runs here, with the rights and secrets of this place.',
  fix: 'Name one version, or take it into a manifest whose lock holds it.',
  tags: ['CWE-494', 'CWE-829', 'CICD-SEC-3', 'ASI04'],
  *detect(delta) {
    for (const row of delta.added('supply-chain.remote-code')) {
      const say = Object.hasOwn(WORDS, row.fact.action) ? WORDS[row.fact.action] : undefined;
      if (say !== undefined) yield { change: row, message: say(row.fact.resource.value ?? row.fact.resource.norm) };
    }
  },
});
