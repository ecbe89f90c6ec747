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
  const named = folders.map(({ root, view }) => ({
    ...view,
    changeSets: view.changeSets.map((set) => ({ ...set, rootUri: root.uri, folder: isAlone ? null : root.name })),
    problem: view.problem === null || isAlone ? view.problem : withFolder(view.problem, root.name),
  }));
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
    records: views
      .flatMap(({ records }) => records)
      .toSorted((one, other) => Number(one.at < other.at) - Number(one.at > other.at))
      .slice(0, maxRecords),
    watching: {
      files: sum(views, ({ watching }) => watching.files),
      ignored: sum(views, ({ watching }) => watching.ignored),
      baseline: isAlone
        ? first.watching.baseline
        : folders.map(({ root, view }) => `${root.name}: ${view.watching.baseline}`).join('; '),
    },
    waitingRequests: sum(views, ({ waitingRequests }) => waitingRequests),
    drift: [...new Set(views.flatMap(({ drift }) => drift))],
    suggestions: views.flatMap(({ suggestions }) => suggestions),
  };
}

const maxRecords = 50;

/** What is left to decide before what is decided; of that what waits to be written first, then the oldest. */
function compareSets(one: ChangeSetView, other: ChangeSetView): number {
  const isHeld = ({ hunks }: ChangeSetView): boolean => hunks.some(({ landing }) => landing === 'held');
  const isDecided = ({ hunks }: ChangeSetView): boolean => hunks.every(({ outcome }) => outcome !== null);
  return (
    Number(isDecided(one)) - Number(isDecided(other)) ||
    Number(isHeld(other)) - Number(isHeld(one)) ||
    Number(one.landedAt > other.landedAt) - Number(one.landedAt < other.landedAt)
  );
}

function withFolder(problem: NonNullable<PanelView['problem']>, name: string): NonNullable<PanelView['problem']> {
  return { ...problem, message: `${name}: ${problem.message}` };
}

function sum<T>(values: readonly T[], pick: (value: T) => number): number {
  return values.reduce((total, value) => total + pick(value), 0);
}
