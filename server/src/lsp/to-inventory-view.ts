import type { AutomationPart } from '../core/model/inventory.ts';
import type { InventoryEntry, InventoryPlace } from '../core/model/inventory-entry.ts';
import { dataClassLabels, inventoryWords } from '../core/register.ts';
import { automationTitles } from '../core/verbs.ts';
import type {
  InventoryEntryView,
  InventoryItem,
  InventoryPlaceView,
  InventorySection,
} from '../protocol/inventory-view.ts';

type UriOf = (folder: string, path: string) => string;

/** An automation as the tree and the page show it: the flow from what starts it to where its data goes, then the rest. */
export function toInventoryView(entry: InventoryEntry, uriOf: UriOf): InventoryEntryView {
  const { automation, repository } = entry;
  const toPlace = ({ path, line }: InventoryPlace): InventoryPlaceView => ({
    uri: uriOf(repository, path),
    path,
    line,
  });
  const at = ({ range }: Pick<AutomationPart, 'range'>): InventoryPlaceView =>
    toPlace({ path: automation.path, line: range.start.line + 1 });
  const sections = (all: readonly InventorySection[]): readonly InventorySection[] =>
    all.filter(({ items }) => items.length > 0);
  return {
    key: JSON.stringify([repository, automation.id]),
    kind: automation.kind,
    kindTitle: automationTitles.get(automation.kind) ?? automation.kind,
    name: automation.name,
    folder: repository,
    place: at(automation),
    alerts: alertsOf(entry),
    flow: sections(flowOf(entry, at, toPlace)),
    about: sections(aboutOf(entry, at, toPlace)),
  };
}

/** What somebody should look at; that nobody owns it is so of most, and stands further below. */
function alertsOf(entry: InventoryEntry): readonly string[] {
  const { rights, shared, registration, data } = entry;
  const missing = rights.filter(({ state }) => state === 'missing').length;
  return [
    ...(inventoryWords(entry).isOpenToAnybody ? ['Anybody can start it.'] : []),
    ...(registration ?? []).map(({ message }) => message),
    ...data
      .filter(({ sink }) => sink === 'model-provider')
      .map(({ dataClass, to }) => `${labelOf(dataClass)} goes to a model${to === null ? '' : ` of ${to}`}.`),
    ...(missing > 0 ? [`${missing === 1 ? 'A right' : `${missing} rights`} that it needs it is not given.`] : []),
    ...shared.map(({ name, others }) => `${name} is shared with ${others.length} more.`),
  ];
}

type At = (part: Pick<AutomationPart, 'range'>) => InventoryPlaceView;
type ToPlace = (place: InventoryPlace) => InventoryPlaceView;

function flowOf(entry: InventoryEntry, at: At, toPlace: ToPlace): readonly InventorySection[] {
  const { automation, data, shared } = entry;
  const sent = data.filter(({ sink }) => sink !== null);
  return [
    {
      id: 'start',
      title: 'Started by',
      items: automation.triggers.map((trigger) => ({
        text: trigger.name,
        ...noteOf(trigger.by === 'anybody' ? 'anybody can' : trigger.detail),
        ...(trigger.by === 'anybody' ? { isAlert: true } : {}),
        place: at(trigger),
      })),
    },
    { id: 'steps', title: 'Does', items: automation.steps.map((part) => toItem(part, at)) },
    {
      id: 'identity',
      title: 'Acts as',
      items: automation.identities.map((identity) => {
        const isShared = shared.some(({ name, type }) => name === identity.name && type === identity.type);
        const notes = [
          identity.lifetime === 'unknown' ? identity.type : `${identity.lifetime} ${identity.type}`,
          ...identity.grants,
          ...(isShared ? ['shared'] : []),
        ];
        return {
          text: identity.name,
          note: notes.join(', '),
          ...(isShared ? { isAlert: true } : {}),
          place: at(identity),
        };
      }),
    },
    {
      id: 'data',
      title: 'Data',
      items: unique(data.map(({ dataClass }) => dataClass)).map((name) => {
        const first = data.find(({ dataClass }) => dataClass === name)!;
        const label = labelOf(name);
        return { text: label, ...noteOf(label === name ? undefined : name), place: toPlace(first.at) };
      }),
    },
    {
      id: 'sinks',
      title: 'Goes to',
      items: [
        ...sent.map((row) => ({
          text: row.to ?? row.sink!,
          note: labelOf(row.dataClass),
          ...(row.sink === 'model-provider' ? { isAlert: true as const } : {}),
          place: toPlace(row.at),
        })),
        ...automation.models.map((part) => ({ ...toItem(part, at), note: part.detail ?? 'model' })),
        ...automation.connectors.map((part) => toItem(part, at)),
      ],
    },
  ];
}

function aboutOf(entry: InventoryEntry, at: At, toPlace: ToPlace): readonly InventorySection[] {
  const { automation, owner, purpose, legalBasis, rights, registration, files } = entry;
  const words = inventoryWords(entry);
  const plain = (text: string, note?: string): InventoryItem => ({ text, ...noteOf(note), place: null });
  return [
    { id: 'approval', title: 'Waits for approval', items: automation.approvals.map((part) => toItem(part, at)) },
    { id: 'tools', title: 'Tools that a model may call', items: automation.tools.map((part) => toItem(part, at)) },
    {
      id: 'rights',
      title: 'Needed and granted',
      items: rights.map((right) => ({
        text: right.name,
        note: words.right(right).slice(right.name.length + 2),
        ...(right.state === 'missing' ? { isAlert: true } : {}),
        place: toPlace(right.at),
      })),
    },
    {
      id: 'register',
      title: 'Register',
      items:
        registration === null
          ? []
          : registration.length === 0
            ? [plain('Registered, with all that it does.')]
            : registration.map((gap) => ({ text: gap.message, isAlert: true, place: at(gap) })),
    },
    {
      id: 'about',
      title: 'About',
      items: [
        owner === null ? plain('Nobody owns it.') : plain(owner.name, `owner, says ${FROM[owner.from]}`),
        ...(purpose === null ? [] : [plain(purpose, 'purpose')]),
        ...(legalBasis === null ? [] : [plain(legalBasis, 'legal basis')]),
        entry.lastReview === null ? plain('No review is on record.') : plain(words.review, 'last review'),
        ...files
          .filter((path) => path !== automation.path)
          .map((path) => ({ text: path, note: 'runs this file', place: toPlace({ path, line: 1 }) })),
      ],
    },
    { id: 'gaps', title: 'Not known', items: automation.gaps.map((gap) => plain(gap)) },
  ];
}

const FROM = { definition: 'its definition', register: 'the register', CODEOWNERS: 'CODEOWNERS' } as const;

function toItem(part: AutomationPart, at: At): InventoryItem {
  return { text: part.name, ...noteOf(part.detail === part.name ? undefined : part.detail), place: at(part) };
}

function noteOf(note: string | undefined): Pick<InventoryItem, 'note'> {
  return note === undefined ? {} : { note };
}

/** As the review panel says it; a class of the team's own has no other name here. */
function labelOf(dataClass: string): string {
  return dataClassLabels.get(dataClass) ?? dataClass;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
