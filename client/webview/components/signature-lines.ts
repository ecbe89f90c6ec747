import * as l10n from '@vscode/l10n';
import type { RequestView } from '../../../server/src/protocol/view.ts';
import { h, type Child } from '../dom.ts';
import { phrase } from '../phrase.ts';
import type { Session } from '../session.ts';
import { beingSignedWords } from '../sign.ts';
import { notDone } from './why-line.ts';

/** Over what is signed: what that is, or how far it is, and with which key. */
export function signatureLines(
  { refused, beingSigned }: Session,
  { key }: RequestView,
  what: string,
): readonly (readonly Child[])[] {
  const touch = key?.isSecurityKey === true ? ` ${l10n.t('Touch your key when it asks.')}` : '';
  const first =
    refused !== null ? notDone(refused) : beingSigned !== null ? `${beingSignedWords}${touch}` : `${what}${touch}`;
  return [[first], ...(key === null ? [] : [phrase(l10n.t('Signed with {0}'), h('code', {}, [key.fingerprint]))])];
}
