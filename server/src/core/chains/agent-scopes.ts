import type { AgentRef } from '../model/agent-reach.ts';
import type { ChainSide } from './define.ts';
import type { Place } from './standing-leg.ts';

/** Files that hand one name on. */
const MAX_FILES = 40;

/** The agent that a file knows by a symbol, its own or one that it hands on; without a file, the only one of all files. */
export function createScopeOf({ agents, files }: ChainSide): (ref: AgentRef) => string | null {
  const scopes = new Map<string, string>();
  const anywhere = new Map<string, { readonly folder: string; readonly scope: string }[]>();
  for (const [path, summary] of agents)
    for (const { symbol, scope } of summary.agents) {
      if (symbol === undefined) continue;
      scopes.set(`${path}\n${symbol}`, scope);
      const alike = anywhere.get(symbol) ?? [];
      alike.push({ folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))), scope });
      anywhere.set(symbol, alike);
    }

  function find(candidates: readonly string[], symbol: string, seen: Set<string>): string | null {
    const path = candidates.find((each) => files.has(each));
    const key = `${path}\n${symbol}`;
    if (path === undefined || seen.size > MAX_FILES || seen.has(key)) return null;
    seen.add(key);
    const own = scopes.get(key);
    if (own !== undefined) return own;
    const { exports, reexports, code } = files.get(path)!;
    const exported = Object.hasOwn(exports, symbol) ? exports[symbol] : undefined;
    if (exported?.kind === 'alias') return find(exported.paths, exported.name, seen);
    for (const { names, paths } of code?.imports ?? []) if (names.includes(symbol)) return find(paths, symbol, seen);
    for (const paths of reexports) {
      const found = find(paths, symbol, seen);
      if (found !== null) return found;
    }
    return null;
  }

  function findAnywhere(symbol: string, folder: string): string | null {
    const alike = anywhere.get(symbol) ?? [];
    const near = alike.length > 1 ? alike.filter((each) => `/${each.folder}`.endsWith(`/${folder}`)) : alike;
    return near.length === 1 ? near[0]!.scope : null;
  }

  return ({ path, symbol, folder = '', candidates = [path] }) =>
    path === '' ? findAnywhere(symbol, folder) : find(candidates, symbol, new Set());
}

/** A package of Python that nothing takes in takes nothing in itself. */
const PACKAGE = /(?:^|\/)__init__\.py$/;
/** Packages in packages. */
const MAX_LEVELS = 6;

/** Where files at hand take a file in, packages on the way too: what stands in it is run then. Empty: nowhere. */
export function createTakenIn({ files }: ChainSide): (path: string) => readonly Place[] {
  const importers = new Map<string, Place[]>();
  for (const [from, { code }] of files)
    for (const { paths, range } of code?.imports ?? [])
      for (const path of range === undefined ? [] : paths.filter((each) => files.has(each)))
        importers.set(path, [...(importers.get(path) ?? []), { path: from, range: range! }]);

  function takenIn(path: string, levels: number): readonly Place[] {
    return (importers.get(path) ?? []).flatMap((place) => {
      if (place.path === path) return [];
      if (!PACKAGE.test(place.path)) return [place];
      const outer = levels === 0 ? [] : takenIn(place.path, levels - 1);
      return outer.length === 0 ? [] : [place, ...outer];
    });
  }
  return (path) => takenIn(path, MAX_LEVELS);
}
