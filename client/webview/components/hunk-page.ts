import * as l10n from '@vscode/l10n';
import type { ChangeSetView, HunkView } from '../../../server/src/protocol/view.ts';
import { h, type Child, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { findHunk, toWalk } from '../queue-order.ts';
import type { Session } from '../session.ts';
import { plainOf } from '../together.ts';
import { capital, number } from '../in-language.ts';
import { fileName, lineRange, outcomeWord, spokenLines } from '../words.ts';
import { iconButton, keyedLink, link } from './button.ts';
import { countdown, secondsLeft } from './countdown.ts';
import { findingCard, notJudgedCard } from './finding-card.ts';
import { hunkPlace } from './marks.ts';
import { miniDiff } from './mini-diff.ts';
import { outcomeNote } from './outcome-note.ts';

/** One hunk: where it is, the change itself, then a card a finding. */
export function hunkPage(session: Session, changeSet: ChangeSetView, hunk: HunkView, dispatch: Dispatch): VElement {
  return h(
    'section',
    {
      key: `hunk-${session.state.opening}`,
      class: 'hunk',
      at: {
        tabindex: -1,
        'aria-label': `${fileName(hunk.path)}, ${spokenLines(hunk)}`,
        'data-focus': 'hunk',
        'data-scroll': session.isWide ? 'hunk' : null,
      },
    },
    [
      hunkNav(session, changeSet, dispatch),
      wentOn(session, changeSet, hunk, dispatch),
      hunkHeader(hunk, secondsLeft(changeSet, session.now), dispatch),
      outcomeNote(hunk),
      miniDiff(hunk, dispatch),
      !hunk.judged && notJudgedCard(session, changeSet, hunk, dispatch),
      withKeys(hunk).map(([finding, key]) => findingCard(session, changeSet, hunk, finding, key, dispatch)),
      hunk.judged &&
        hunk.findings.length === 0 &&
        h('p', { key: 'none', class: 'nothing dim' }, [
          l10n.t('Nothing was found on this hunk.'),
          acceptOfFile(changeSet, hunk, dispatch),
        ]),
    ],
  );
}

/** Of its file, where there are others like it. */
function acceptOfFile(changeSet: ChangeSetView, { path, outcome }: HunkView, dispatch: Dispatch): Child {
  const plain = plainOf(changeSet, path).length;
  if (outcome !== null || plain < 2 || changeSet.request !== null) return null;
  const label = l10n.t`Accept the ${number(plain)} hunks without findings of ${fileName(path)}`;
  return [' ', keyedLink(label, 'Shift+f', dispatch, { kind: 'accept-without-findings', part: 'file' })];
}

/** Why another hunk is here than a moment ago, and the way back. */
function wentOn({ wentOnFrom }: Session, changeSet: ChangeSetView, hunk: HunkView, dispatch: Dispatch): Child {
  const left = findHunk(changeSet, wentOnFrom);
  if (left === undefined || left.outcome === null || hunk.outcome !== null) return null;
  const record = left.record === null ? '' : `, ${l10n.t`record No. ${number(left.record.seq)}`}`;
  return h('p', { key: 'went-on', class: 'went-on' }, [
    icon('pass', 'good'),
    h('span', { class: 'grow', at: { title: left.path } }, [
      `${capital(outcomeWord(left) ?? '')} `,
      h('b', {}, [`${fileName(left.path)}:${lineRange(left)}`]),
      record,
    ]),
    keyedLink(l10n.t('Undo'), 'u', dispatch, { kind: 'undo-hunk' }),
  ]);
}

/** Two equal findings on one hunk share a fingerprint; their cards are still two. */
function withKeys({ findings }: HunkView): readonly (readonly [HunkView['findings'][number], string])[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const times = seen.get(finding.fingerprint) ?? 0;
    seen.set(finding.fingerprint, times + 1);
    return [finding, times === 0 ? finding.fingerprint : `${finding.fingerprint}-${times}`] as const;
  });
}

function hunkNav(session: Session, changeSet: ChangeSetView, dispatch: Dispatch): VElement {
  const walk = toWalk(session, changeSet);
  const at = walk.findIndex(({ hunk }) => hunk.id === session.state.hunk);
  const label = session.view.state === 'done' ? l10n.t('Summary') : l10n.t('Queue');
  const step = (by: 1 | -1): Child =>
    iconButton(
      by === 1 ? 'down' : 'up',
      by === 1 ? l10n.t('Next hunk') : l10n.t('Previous hunk'),
      dispatch,
      { kind: 'step-hunk', by, row: null },
      { isOff: walk[at + by] === undefined },
    );
  return h('nav', { key: 'nav', class: 'hunk-nav', at: { 'aria-label': l10n.t('Hunks') } }, [
    link([icon('back'), label], dispatch, { kind: 'back-to-queue' }, 'back'),
    h('span', { class: 'grow' }),
    h('span', { class: 'small dim nums nowrap' }, [
      at === -1 ? l10n.t('Not in the filter') : l10n.t`Hunk ${number(at + 1)} of ${number(walk.length)}`,
    ]),
    step(-1),
    step(1),
  ]);
}

const statusWords = {
  added: l10n.t('new file'),
  deleted: l10n.t('deleted file'),
  modified: null,
  renamed: null,
} as const;

/** Where the edit is, by how it landed and what was decided. */
const places = {
  held: {
    open: ['hold', l10n.t('Held, not written')],
    accepted: ['pass', l10n.t('Accepted, the agent writes it')],
    rejected: ['undo', l10n.t('Not written')],
  },
  landed: {
    open: ['landed', l10n.t('Landed, on disk')],
    accepted: ['landed', l10n.t('Landed, on disk')],
    rejected: ['undo', l10n.t('Restored')],
  },
  offered: {
    open: ['diff', l10n.t('Offered, not on disk by this review')],
    accepted: ['pass', l10n.t('Accepted')],
    rejected: ['undo', l10n.t('Not accepted')],
  },
} as const;

function hunkHeader(hunk: HunkView, seconds: number | null, dispatch: Dispatch): VElement {
  const { path, previousPath, status, landing, outcome } = hunk;
  const where = places[landing][outcome === 'amended' ? 'accepted' : (outcome ?? 'open')];
  return h('div', { key: 'header', class: 'hunk-header' }, [
    h('h2', { class: 'file-name', at: { title: path } }, [
      h('b', {}, [fileName(path)]),
      h('span', {}, hunkPlace(hunk)),
    ]),
    h('div', { class: 'hunk-facts' }, [
      h('span', {}, [icon(where[0], 'i-small'), where[1]]),
      seconds !== null && outcome === null && countdown(seconds),
      statusWords[status] !== null && h('span', {}, [statusWords[status]]),
      previousPath !== null && h('span', { class: 'clip', at: { title: previousPath } }, [l10n.t`was ${previousPath}`]),
      lineCounts(hunk),
      link([l10n.t('Open diff')], dispatch, { kind: 'open-diff' }),
    ]),
  ]);
}

/** Only when every line is here to be counted. */
function lineCounts({ diff, diffOmitted, outcome }: HunkView): Child {
  if (diffOmitted > 0 || diff.length === 0) return null;
  const added = diff.filter(({ kind }) => kind === 'added').length;
  const removed = diff.filter(({ kind }) => kind === 'removed').length;
  return h('span', { class: 'nums', at: { title: l10n.t`Lines added: ${added}, removed: ${removed}` } }, [
    `+${added} −${removed}`,
    outcome === 'rejected' && ` ${l10n.t('not kept')}`,
  ]);
}
