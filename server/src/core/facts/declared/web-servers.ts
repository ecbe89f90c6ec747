import { readLineDirectives, readSemicolonDirectives } from '../../text/server-directives.ts';
import { defineRouteFinder, type FileReading, type GuardUse, type Route } from '../define.ts';
import { apachePlaces } from './apache-places.ts';
import { caddyPlaces } from './caddy-places.ts';
import { declared, guardsOf, liftedAt, MAX_DECLARED, placeIn } from './declare.ts';
import { nginxPlaces } from './nginx-places.ts';
import { type Asked, type ServerPlace } from './server-places.ts';

const WHY = 'The web server asks for it before it answers.';

/** What web servers ask of callers, in each of the places that they answer for. */
export const webServers = defineRouteFinder({
  id: 'web-servers',
  languages: ['server-config'],
  *find(reading) {
    for (const place of firstOf(placesOf(reading)))
      // What asks nothing is there all the same: it may have asked before.
      if (place.asked.length > 0 || place.isWhole) yield toRoute(reading, place);
  },
});

function placesOf({ unit: { path, tree } }: FileReading): Iterable<ServerPlace> {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (/caddyfile/i.test(file)) return caddyPlaces(readLineDirectives(tree.text));
  const isApache = /\.htaccess$|httpd|apache/i.test(file) || /^[ \t]*<[A-Z]/m.test(tree.text);
  return isApache ? apachePlaces(readLineDirectives(tree.text)) : nginxPlaces(readSemicolonDirectives(tree.text));
}

function firstOf(places: Iterable<ServerPlace>): readonly ServerPlace[] {
  const found: ServerPlace[] = [];
  for (const place of places) {
    if (found.length >= MAX_DECLARED) break;
    found.push(place);
  }
  return found;
}

/** Of a block that asks, enough to be known by; UTF-16 units. */
const MAX_SHOWN = 400;

function toRoute(reading: FileReading, { name, asked, isWhole, block, included = [] }: ServerPlace): Route {
  const at = ({ directive: { start, end } }: Asked): ReturnType<typeof placeIn> =>
    placeIn(reading, start, Math.min(end, start + MAX_SHOWN));
  const told = new Set<string>();
  const guards = asked.flatMap((each): readonly GuardUse[] => {
    if (each.isLifted === true) return [liftedAt(reading, at(each), each.clause[0]!, WHY)];
    // The same asked twice is asked once.
    const key = each.clause.map(({ kind, value }) => `${kind}:${value}`).join('|');
    if (told.has(key) && !key.startsWith('rate-limit')) return [];
    told.add(key);
    return guardsOf(reading, at(each), [each.clause], WHY);
  });
  const [first] = block?.inner ?? [];
  const node =
    first === undefined ? (guards[0]?.node ?? placeIn(reading, 0, 0)) : placeIn(reading, first.start, block!.end);
  return declared({ symbol: name, node, group: 'addresses', guards, as: isWhole ? 'part' : 'rule', unread: included });
}
