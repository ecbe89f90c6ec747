import type { Act, FunctionRef, GivenBack, Origin, Passage, PassageSummary } from '../model/passage.ts';

/** A passage, and the file that it stands in. */
export interface Link {
  readonly path: string;
  readonly passage: Passage;
}

/** A way that a value takes, first passage to last, to an act. */
export interface Way {
  readonly links: readonly Link[];
  readonly act: Act;
}

/** Passages of one way; values on it; sources and ways that are looked at on one side. */
const MAX_LINKS = 8;
const MAX_VISITED = 2_000;
const MAX_SOURCES = 2_000;
const MAX_ROUNDS = 4;
/** Of all sources of one question together: a set that is made to be joined in every way ends here. */
const MAX_TOTAL = 200_000;

export interface PassageGraph {
  /** The passages that begin in one of these origins. */
  readonly startingFrom: (isStart: (origin: Origin) => boolean) => readonly Link[];
  /** All acts that a value of a passage gets to, each by a shortest way. `isCrossed`: models answer on the way. */
  readonly waysFrom: (link: Link, isCrossed: boolean) => readonly Way[];
}

const parameterKey = (path: string, symbol: string, at: number | string): string => `p ${path}\n${symbol}\n${at}`;
const resultKey = (path: string, symbol: string): string => `r ${path}\n${symbol}`;
/** The file that a function is meant of: the first of its candidates that is at hand. */
export function pathOfRef({ path, candidates }: FunctionRef, files: ReadonlyMap<string, PassageSummary>): string {
  return candidates?.find((each) => files.has(each)) ?? path;
}

const answerKey = (path: string, act: number): string => `a ${path}\n${act}`;

/** Joins the passages of all files of a side: what is passed to a parameter goes on from there. */
export function createPassageGraph(files: ReadonlyMap<string, PassageSummary>): PassageGraph {
  const all = [...files].flatMap(([path, { passages }]) => passages.map((passage): Link => ({ path, passage })));
  const pathOf = (ref: FunctionRef): string => pathOfRef(ref, files);
  const givenKey = ({ of, index, name }: GivenBack): string => parameterKey(pathOf(of), of.symbol, name ?? index);
  const givenBack = readGivenBack(files, givenKey);
  const isOpen = ({ passage }: Link): boolean => passage.through.every((given) => givenBack.has(givenKey(given)));
  const open = all.filter(isOpen);
  const from = new Map<string, Link[]>();
  for (const link of open) {
    for (const key of originKeys(link, pathOf)) {
      const known = from.get(key);
      if (known === undefined) from.set(key, [link]);
      else known.push(link);
    }
  }

  let left = MAX_TOTAL;

  function waysFrom(start: Link, isCrossed: boolean): readonly Way[] {
    const ways: Way[] = [];
    const seen = new Set<string>();
    let level: readonly (readonly Link[])[] = [[start]];
    for (let depth = 0; depth < MAX_LINKS && level.length > 0; depth += 1) {
      const next: (readonly Link[])[] = [];
      for (const links of level) {
        const last = links[links.length - 1]!;
        const key = targetKey(last, pathOf);
        if (seen.has(key) || seen.size > MAX_VISITED || (left -= 1) < 0) continue;
        seen.add(key);
        const { to } = last.passage;
        const act = to.kind === 'act' ? files.get(last.path)?.acts[to.act] : undefined;
        if (act !== undefined) ways.push({ links, act });
        if (act !== undefined && !isCrossed) continue;
        for (const link of from.get(key) ?? []) next.push([...links, link]);
      }
      level = next;
    }
    return ways;
  }

  return {
    startingFrom: (isStart) => open.filter(({ passage }) => isStart(passage.from)).slice(0, MAX_SOURCES),
    waysFrom,
  };
}

/** Parameters that functions give back, themselves or through others that do. */
function readGivenBack(
  files: ReadonlyMap<string, PassageSummary>,
  givenKey: (given: GivenBack) => string,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { size } = found;
    for (const [path, { givesBack }] of files)
      for (const { symbol, index, name, through } of givesBack)
        if (through.every((given) => found.has(givenKey(given))))
          found.add(parameterKey(path, symbol, index)).add(parameterKey(path, symbol, name));
    if (found.size === size) break;
  }
  return found;
}

type PathOf = (ref: FunctionRef) => string;

function originKeys({ path, passage: { from } }: Link, pathOf: PathOf): readonly string[] {
  switch (from.kind) {
    case 'parameter':
      return [parameterKey(path, from.symbol, from.index), parameterKey(path, from.symbol, from.name)];
    case 'result':
      return [resultKey(pathOf(from.of), from.of.symbol)];
    case 'answer':
      return [answerKey(path, from.act)];
    case 'untrusted':
    case 'data':
      return [];
  }
}

function targetKey({ path, passage: { to } }: Link, pathOf: PathOf): string {
  switch (to.kind) {
    case 'act':
      return answerKey(path, to.act);
    case 'argument':
      return parameterKey(pathOf(to.of), to.of.symbol, to.name ?? to.index);
    case 'return':
      return resultKey(path, to.symbol);
  }
}
