import type { Fact } from '../model/fact.ts';

/** That a route, or what a function changes, takes no GET. */
export function isSentByPost({ resource }: Fact): boolean {
  return resource.norm === 'sent-by-post';
}

/** What is only read may be asked for by a link as well. */
export function isOfNoChange(fact: Fact): boolean {
  return isSentByPost(fact) && fact.confidence.tier === 'name';
}
