import { obligationRank } from '../core/model/obligation.ts';
import type { ChangeSetView, PanelView } from '../protocol/view.ts';
import type { ReviewRoot } from './review-root.ts';

/** One folder's part of what the window shows. */
export interface FolderView {
  readonly root: ReviewRoot;
  readonly view: PanelView;
}

/** What is there to do comes before what is not ready, and that before what is settled. */
const order: readonly PanelView['state'][] = [
  'queue',
  'analysing',
  'failed',
  'starting',
  'done',
  'restricted',
  'empty',
];

/** Every folder's review as one panel; each set says which folder it is of when there are several. At least one folder. */
export function toWindowView(folders: readonly FolderView[]): PanelView {
  const views = folders.map(({ view }) => view);
  const [first] = views;
  if (first === undefined) throw new Error('a window without folders has no view');
  const isAlone = views.length === 1;
  const named = folders.map(({ root, view }) => {
    const name = nameAmong(root, folders);
    const place = { rootUri: root.uri, folder: isAlone ? null : name, isLinked: root.isLinked };
    return {
      ...view,
      changeSets: view.changeSets.map((set) => ({ ...set, ...place })),
      problem: view.problem === null || isAlone ? view.problem : withFolder(view.problem, name),
    };
  });
  const analysing = views.flatMap((view) => view.analysing ?? []);
  return {
    ...first,
    revision: views.reduce((sum, { revision }) => sum + revision, 0),
    state: order.find((state) => views.some((view) => view.state === state)) ?? first.state,
    roots: folders.map(({ root }) => root.uri),
    analysing:
      analysing[0] === undefined
        ? null
        : {
            done: sum(analysing, ({ done }) => done),
            total: sum(analysing, ({ total }) => total),
            path: analysing[0].path,
          },
    problem: named.find(({ problem }) => problem !== null)?.problem ?? null,
    changeSets: named.flatMap(({ changeSets }) => changeSets).toSorted(compareSets),
    // Work trees of one clone share a ledger.
    records: [...new Map(views.flatMap(({ records }) => records).map((record) => [record.hash, record])).values()]
      .toSorted((one, other) => Number(one.at < other.at) - Number(one.at > other.at))
      .slice(0, maxRecords),
    watching: {
      files: sum(views, ({ watching }) => watching.files),
      ignored: sum(views, ({ watching }) => watching.ignored),
      baseline: isAlone
        ? first.watching.baseline
        : folders.map(({ root, view }) => `${nameAmong(root, folders)}: ${view.watching.baseline}`).join('; '),
    },
    // Those of a linked work tree are its clone's, which is open.
    waitingRequests: sum(folders, ({ root, view }) => (root.isLinked ? 0 : view.waitingRequests)),
    drift: [...new Set(views.flatMap(({ drift }) => drift))],
    suggestions: views.flatMap(({ suggestions }) => suggestions),
  };
}

/** Agents make work trees that are all called as their repository is: then the folder around it tells them apart. */
function nameAmong({ name, path, isLinked }: ReviewRoot, folders: readonly FolderView[]): string {
  const isOnly = folders.every(({ root }) => root.path === path || root.name !== name);
  return isOnly || !isLinked ? name : path.split(/[\\/]/u).slice(-2).join('/');
}

const maxRecords = 50;

/** What waits to be written first, then what asks for more, then the oldest. Settling something moves no set. */
function compareSets(one: ChangeSetView, other: ChangeSetView): number {
  const isHeld = ({ hunks }: ChangeSetView): boolean => hunks.some(({ landing }) => landing === 'held');
  return (
    Number(isHeld(other)) - Number(isHeld(one)) ||
    strongest(other) - strongest(one) ||
    Number(one.landedAt > other.landedAt) - Number(one.landedAt < other.landedAt)
  );
}

/** Of all its hunks. One that nobody analysed asks to be acknowledged. */
function strongest({ hunks }: ChangeSetView): number {
  const weights = hunks.flatMap(({ judged, findings }) => [
    obligationRank({ kind: judged ? 'none' : 'acknowledge' }),
    ...findings.map(({ obligation }) => obligationRank({ kind: obligation })),
  ]);
  return weights.reduce((most, weight) => Math.max(most, weight), 0);
}

function withFolder(problem: NonNullable<PanelView['problem']>, name: string): NonNullable<PanelView['problem']> {
  return { ...problem, message: `${name}: ${problem.message}` };
}

function sum<T>(values: readonly T[], pick: (value: T) => number): number {
  return values.reduce((total, value) => total + pick(value), 0);
}
