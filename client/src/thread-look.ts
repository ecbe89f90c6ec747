import * as l10n from '@vscode/l10n';
import { obligationPhrase, wantsWords } from '../words/obligation-words.ts';
import { isSettledHere, type PlacedFinding, roleLines } from './finding-items.ts';

/** All that a thread shows of a finding. No vscode here. */
export interface ThreadLook {
  /** 1-based. */
  readonly line: number;
  readonly label: string;
  /** What the menus of the thread go by. */
  readonly context: string;
  readonly isSettled: boolean;
  /** Words written here go into the record. */
  readonly canReply: boolean;
  /** What was found, then what was said of it. Texts of the analysis quote code: none of it is read as Markdown. */
  readonly comments: readonly { readonly author: string; readonly text: string }[];
}

export function toThreadLook(placed: PlacedFinding, language: string): ThreadLook {
  const { finding } = placed;
  const isSettled = finding.state === 'settled';
  const isHere = isSettledHere(placed);
  const isForWords = wantsWords(finding);
  const words = finding.acknowledgement?.words ?? '';
  return {
    line: finding.line,
    label: obligationPhrase(finding),
    context: isSettled ? 'settled' : !isHere ? 'request' : isForWords ? 'explain' : finding.obligation,
    isSettled,
    canReply: isHere && !isSettled && (isForWords || finding.obligation === 'acknowledge'),
    comments: [
      { author: 'Countersign', text: whatWasFound(placed, language) },
      ...(words === '' ? [] : [{ author: l10n.t('Explained'), text: words }]),
    ],
  };
}

function whatWasFound({ finding }: PlacedFinding, language: string): string {
  const { message, comparison, impact, fix } = finding;
  const compared =
    comparison === null ? [] : [`${comparison.before || l10n.t('nothing')} → ${comparison.after || l10n.t('nothing')}`];
  return [message, ...compared, impact, fix, ...roleLines(finding, language)].join('\n\n');
}
