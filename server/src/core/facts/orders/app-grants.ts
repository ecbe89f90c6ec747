import type { Fact } from '../../model/fact.ts';
import { joinSpreads, type Spread } from './conditions.ts';
import type { Ordered } from './define.ts';

/** Each from what gives least to what gives most; `''` is what is given at once. Settings that stand together give the same. */
const SETTINGS: readonly (readonly (readonly string[])[])[] = [
  [['when asked'], ['']],
  [
    ['off', 'off by default'],
    ['on', 'on by default'],
  ],
  [['untrusted: false'], ['untrusted: limited'], ['untrusted: true']],
];

/** Grants of manifests: a host that contains another, what is had at once instead of once asked, a condition less. */
export function compareAppGrants(before: Fact, after: Fact): Ordered | null {
  if (before.action !== after.action) return null;
  const [was, is] = [before.qualifiers ?? {}, after.qualifiers ?? {}];
  const isHost = before.resource.kind === 'app-host';
  const places: Spread =
    before.resource.norm === after.resource.norm
      ? 0
      : !isHost
        ? null
        : coversHost(after.resource.norm, before.resource.norm)
          ? 1
          : coversHost(before.resource.norm, after.resource.norm)
            ? -1
            : null;
  if (places === null) return null;
  const settings = compareSettings(was['setting'], is['setting']);
  const conditions = compareConditions(was['condition'], is['condition']);
  const all = joinSpreads([places, settings, conditions]);
  const rank = Number(places === 0) + Number(settings === 0) + Number(conditions === 0);
  const words = ({ action, resource, qualifiers = {} }: Fact): string =>
    [action, resource.norm, qualifiers['setting'] ?? '', qualifiers['condition'] ?? '']
      .filter((part) => part !== '')
      .join(' ');
  const order = `${words(before)} became ${words(after)}`;
  if (all === null) return { change: 'redirected', order, rank };
  return { change: all > 0 ? 'widened' : all < 0 ? 'narrowed' : 'unchanged', order, rank };
}

function compareSettings(from = '', to = ''): Spread {
  if (from === to) return 0;
  const chain = SETTINGS.find((steps) => [from, to].every((text) => steps.some((step) => step.includes(text))));
  if (chain === undefined) return null;
  const at = (text: string): number => chain.findIndex((step) => step.includes(text));
  return Math.sign(at(to) - at(from)) as Spread;
}

function compareConditions(from: string | undefined, to: string | undefined): Spread {
  if (from === to) return 0;
  if (to === undefined) return 1;
  if (from === undefined) return -1;
  const [before, after] = [from, to].map((text) => Number(/^up to API (\d+)$/.exec(text)?.[1]));
  return before === undefined || after === undefined || Number.isNaN(after - before)
    ? null
    : (Math.sign(after - before) as Spread);
}

/** Match patterns of browsers: `*://*.example.com/*` holds `https://app.example.com/*`. */
function coversHost(outer: string, inner: string): boolean {
  if (outer === 'every site') return true;
  const [wide, narrow] = [partsOf(outer), partsOf(inner)];
  if (wide === null || narrow === null) return false;
  const isScheme = wide.scheme === narrow.scheme || (wide.scheme === '*' && /^(?:https?|wss?)$/.test(narrow.scheme));
  const base = wide.host.startsWith('*.') ? wide.host.slice(2) : null;
  const isHost =
    wide.host === narrow.host || (base !== null && (narrow.host === base || narrow.host.endsWith(`.${base}`)));
  return isScheme && isHost && (wide.path === narrow.path || wide.path === '/*');
}

function partsOf(pattern: string): { readonly scheme: string; readonly host: string; readonly path: string } | null {
  const [, scheme = '', host = '', path = ''] = /^(\*|[a-z-]+):\/\/([^/]*)(\/.*)?$/.exec(pattern) ?? [];
  return scheme === '' ? null : { scheme, host, path: path === '' ? '/*' : path };
}
