import type { FoundPart, FoundProgram } from './define.ts';
import { hostsOfText, onceByName } from './hosts.ts';

/** What code within a definition takes beyond what it is given, by the words it does it with. Linear. */
const REACHES: readonly (readonly [words: string, pattern: RegExp])[] = [
  ['starts programs', /\bchild_process\b|\b(?:exec|spawn)Sync\b|\bsubprocess\.\w|\bos\.(?:system|popen)\b/],
  ['reads the environment', /\$env\b|\bprocess\.env\b|\bos\.(?:environ|getenv)\b|\bRED\.settings\b/],
  [
    'reads and writes files',
    /\brequire\(\s{0,3}['"](?:node:)?fs(?:\/promises)?['"]|\bfs\.(?:read|write|append|unlink)\w*\(/,
  ],
];
const REQUIRED = /\brequire\(\s{0,3}['"]([^'"\n]{1,80})['"]/g;
/** They only work on what they are given. */
const HARMLESS =
  /^(?:node:)?(?:url|util|querystring|path|buffer|string_decoder|assert|events|crypto|zlib|luxon|lodash|moment|moment-timezone|dayjs|uuid)$/;
const MAX_REACHES = 20;

/** What a program reaches for, as the ends of sentences. */
export function reachesOf({ text, modules = [] }: FoundProgram): readonly string[] {
  const code = withoutComments(text);
  const own = REACHES.filter(([, pattern]) => pattern.test(code)).map(([words]) => words);
  const required = [...modules, ...[...code.matchAll(REQUIRED)].map(([, name = '']) => name)]
    .map((name) => name.replace(/^node:/, ''))
    .filter((name) => name !== '' && name !== 'fs' && name !== 'child_process' && !HARMLESS.test(name));
  const started = modules.some((name) => /^(?:node:)?child_process$/.test(name)) ? ['starts programs'] : [];
  return [...new Set([...own, ...started, ...required.map((name) => `uses the module ${name}`)])].slice(0, MAX_REACHES);
}

/** Hosts that programs talk to. */
export function hostsOfPrograms(programs: readonly FoundProgram[]): readonly FoundPart[] {
  return onceByName(
    programs.flatMap(({ text, node, subject }) =>
      hostsOfText(withoutComments(text), node).map(({ name }) => ({
        name,
        node,
        ...(subject === undefined ? {} : { subject }),
      })),
    ),
  );
}

/** Lines that are only a comment say nothing. */
function withoutComments(text: string): string {
  return text.replaceAll(/^[ \t]*(?:\/\/|#|\*).*$/gm, '');
}
