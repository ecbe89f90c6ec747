import type { Fact } from '../../model/fact.ts';
import type { Reading } from '../define.ts';

/**
 * What code does at one place of a function in a form that can be compared with the other side: through what it puts a value,
 * how it bounds a text, how a switch stands, whose id it hands on.
 */
export interface Mark {
  readonly kind: 'through' | 'bound' | 'switch' | 'caller' | 'argument' | 'rank' | 'part' | 'one-of' | 'exchanged-for';
  /** Of the function. */
  readonly symbol: string;
  /** What both sides must have in common: a call, a name, a place. */
  readonly key: string;
  /** What is compared. */
  readonly value: string;
  /** Hash of a word that must still stand in the function: what is put through a call that goes. */
  readonly word?: number;
  /** Hash of a word that must stand there no longer. */
  readonly unless?: number;
  /** Of what protects nothing there is none. */
  readonly fact: Fact | null;
}

export type MarkReader = (reading: Reading) => Iterable<Mark>;

/** Of a side that has so many, some are left out: nothing is claimed of it. */
export const MAX_MARKS = 4000;
