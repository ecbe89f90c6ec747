import type { Alternative } from '../../model/requirement.ts';
import type { Directive } from '../../text/server-directives.ts';

/** What is asked in one place, by the directive that asks it. */
export interface Asked {
  readonly directive: Directive;
  readonly clause: readonly Alternative[];
  /** Switched off here, whether or not it is asked around it. */
  readonly isLifted?: true;
}

/** A part of what a web server answers, with all that is asked there, what stands around it included. */
export interface ServerPlace {
  readonly name: string;
  /** Of which server or site: two may have places of one name. */
  readonly server: string;
  readonly asked: readonly Asked[];
  /** It answers by itself, and is gone with its block. */
  readonly isWhole: boolean;
  readonly block: Directive | null;
}

/** Places of one name that ask something are told apart by their servers, all but the first. */
export function withNames(places: readonly ServerPlace[]): readonly ServerPlace[] {
  const first = new Map<string, string>();
  for (const { name, server, asked } of places) {
    const known = first.get(name);
    if (asked.length > 0 && (known === undefined || server < known)) first.set(name, server);
  }
  return places.map((place) =>
    (first.get(place.name) ?? place.server) === place.server
      ? place
      : { ...place, name: `${place.name} of ${place.server}` },
  );
}

export function wordOf({ words }: Directive): string {
  return words[0] ?? '';
}
