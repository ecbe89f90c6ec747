import type { Child } from './dom.ts';

/** A message with elements at its places: `phrase(l10n.t('Compared with {0}'), h('code', {}, [name]))`. */
export const phrase = (message: string, ...parts: readonly Child[]): readonly Child[] =>
  message.split(/(\{\d+\})/u).map((piece) => {
    const at = /^\{(\d+)\}$/u.exec(piece)?.[1];
    return at === undefined ? piece : parts[Number(at)];
  });
