import type { ChainStep } from '../model/chain.ts';
import type { FactKind, Resource, Subject, Tier } from '../model/fact.ts';
import type { Act, ActKind, PassageSummary, SourceKind } from '../model/passage.ts';
import type { Link, Way } from './graph.ts';

/** What a text is, for people. */
export const SOURCE_WORDS: Readonly<Record<SourceKind, string>> = {
  request: 'a request',
  issue: 'an issue, a comment or a pull request',
  chat: 'a message of a chat',
  mail: 'an e-mail',
  fetched: 'a fetched page',
  page: 'the address of a page or a message to it',
  'tool-call': 'a model that calls this tool',
};

export const ACT_KINDS: Readonly<
  Record<ActKind, { readonly kind: FactKind; readonly action: string; readonly tags: readonly string[] }>
> = {
  exec: { kind: 'permission.process', action: 'exec', tags: ['CWE-78'] },
  eval: { kind: 'permission.runtime', action: 'eval', tags: ['CWE-94'] },
  deserialize: { kind: 'permission.runtime', action: 'unsafe-deserialize', tags: ['CWE-502'] },
  query: { kind: 'permission.database', action: 'query', tags: ['CWE-89'] },
  connect: { kind: 'permission.network', action: 'connect', tags: ['CWE-918'] },
  read: { kind: 'permission.filesystem', action: 'read', tags: ['CWE-22'] },
  write: { kind: 'permission.filesystem', action: 'write', tags: ['CWE-73'] },
  delete: { kind: 'permission.filesystem', action: 'delete', tags: ['CWE-73'] },
  redirect: { kind: 'data.flow', action: 'redirect', tags: ['CWE-601'] },
  markup: { kind: 'data.flow', action: 'show', tags: ['CWE-79'] },
  prompt: { kind: 'agent.prompt', action: 'prompt', tags: ['LLM01'] },
  egress: { kind: 'data.flow', action: 'send', tags: ['CWE-359'] },
  remember: { kind: 'agent.prompt', action: 'remember', tags: ['LLM04'] },
  privilege: { kind: 'identity.exposure', action: 'reach', tags: ['CWE-862'] },
};

/** What nobody outside should decide the words of. */
export const DECIDED_ACTS: ReadonlySet<ActKind> = new Set<ActKind>([
  'exec',
  'eval',
  'deserialize',
  'query',
  'connect',
  'read',
  'redirect',
  'markup',
  'write',
  'delete',
]);

type Step = Omit<ChainStep, 'isNew'>;

/** The steps of a way: where the value comes from, each call that hands it on, the act. What one function gives back is told with the next. */
export function stepsOf({ links, act }: Way, source: string): readonly Step[] {
  const first = links[0]!;
  const steps: Step[] = [{ role: 'source', path: first.path, range: first.passage.at.from.range, words: source }];
  for (const { path, passage } of links.slice(0, -1))
    steps.push({ role: 'step', path, range: passage.at.to.range, words: passage.at.to.words });
  const last = links[links.length - 1]!;
  const [factId] = act.facts;
  steps.push({
    role: 'sink',
    path: last.path,
    range: act.range,
    words: act.words,
    ...(factId === undefined ? {} : { factId }),
  });
  return steps;
}

const WEAKEST_LAST: readonly Tier[] = ['proven', 'resolved', 'pattern', 'name'];

export function weakest(tiers: readonly Tier[]): Tier {
  return tiers.reduce(
    (one, other) => (WEAKEST_LAST.indexOf(other) > WEAKEST_LAST.indexOf(one) ? other : one),
    'proven',
  );
}

export function tierOf({ links, act }: Way): Tier {
  return weakest([act.tier, ...links.map(({ passage }) => passage.tier)]);
}

/** The route whose handler a function is, else the function. */
export function subjectAt(path: string, within: string, files: ReadonlyMap<string, PassageSummary>): Subject {
  for (const { entries } of files.values())
    for (const { symbol, handler, isPublic } of entries)
      if (handler.path === path && handler.symbol === within)
        return { type: 'route', symbol, exposure: isPublic ? 'public' : 'authenticated' };
  return within === '' ? { type: 'file', symbol: '(file)' } : { type: 'function', symbol: within };
}

export function resourceOf(kind: string, norm: string): Resource {
  return { kind, value: norm, norm, dynamic: false };
}

/** "`x` runs it" as "`x`, which runs it". */
export function whichDoes(words: string): string {
  return words.replace(/^(`[^`]*`) /, '$1, which ');
}

/** Where a value that is told already ends, one chain a place. */
export function placeOfAct(path: string, { range, kind }: Pick<Act, 'range' | 'kind'>): string {
  return `${kind} ${path} ${range.start.line}:${range.start.character}`;
}

export function whyOf(steps: readonly Step[]): readonly string[] {
  const files = new Set(steps.map(({ path }) => path)).size;
  return [
    `${steps.length} steps in ${files === 1 ? 'one file' : `${files} files`}: every call on the way was followed to its function.`,
  ];
}

export function lastPath(links: readonly Link[]): string {
  return links[links.length - 1]!.path;
}
