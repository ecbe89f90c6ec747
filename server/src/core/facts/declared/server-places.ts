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
  readonly asked: readonly Asked[];
  /** It answers by itself, and is gone with its block. */
  readonly isWhole: boolean;
  readonly block: Directive | null;
  /** Files that are put in here or around it. */
  readonly included?: readonly string[];
}

/** By which server it is of: whatever other servers there are, its name stays what it is. */
export function nameWithServer(name: string, server: string): string {
  return server === '' ? name : `${name} of ${server}`;
}

export function wordOf({ words }: Directive): string {
  return words[0] ?? '';
}
