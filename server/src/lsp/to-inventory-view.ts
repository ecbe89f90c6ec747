import * as l10n from '@vscode/l10n';
import { tell, translated } from './reader-words.ts';
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
    kindTitle: translated(automationTitles.get(automation.kind) ?? automation.kind),
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
    ...(inventoryWords(entry).isOpenToAnybody ? [l10n.t('Anybody can start it.')] : []),
    ...(registration ?? []).map(({ message }) => message),
    ...data
      .filter(({ sink }) => sink === 'model-provider')
      .map(({ dataClass, to }) => goesToModel(labelOf(dataClass), to)),
    ...(missing === 0 ? [] : [missingWords(missing)]),
    ...shared.map(({ name, others }) => l10n.t`${name} is shared with ${others.length} more.`),
  ];
}

const goesToModel = (data: string, to: string | null): string =>
  to === null ? l10n.t`${data} goes to a model.` : l10n.t`${data} goes to a model of ${to}.`;

const missingWords = (rights: number): string =>
  rights === 1
    ? l10n.t('A right that it needs it is not given.')
    : l10n.t`${rights} rights that it needs it is not given.`;

type At = (part: Pick<AutomationPart, 'range'>) => InventoryPlaceView;
type ToPlace = (place: InventoryPlace) => InventoryPlaceView;

function flowOf(entry: InventoryEntry, at: At, toPlace: ToPlace): readonly InventorySection[] {
  const { automation, data, shared } = entry;
  const sent = data.filter(({ sink }) => sink !== null);
  return [
    {
      id: 'start',
      title: l10n.t('Started by'),
      items: automation.triggers.map((trigger) => ({
        text: trigger.name,
        ...noteOf(trigger.by === 'anybody' ? l10n.t('anybody can') : trigger.detail),
        ...(trigger.by === 'anybody' ? { isAlert: true } : {}),
        place: at(trigger),
      })),
    },
    { id: 'steps', title: l10n.t('Does'), items: automation.steps.map((part) => toItem(part, at)) },
    {
      id: 'identity',
      title: l10n.t('Acts as'),
      items: automation.identities.map((identity) => {
        const isShared = shared.some(({ name, type }) => name === identity.name && type === identity.type);
        const notes = [
          identity.lifetime === 'unknown' ? identity.type : `${identity.lifetime} ${identity.type}`,
          ...identity.grants,
          ...(isShared ? [l10n.t('shared')] : []),
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
      title: l10n.t('Data'),
      items: unique(data.map(({ dataClass }) => dataClass)).map((name) => {
        const first = data.find(({ dataClass }) => dataClass === name)!;
        const label = labelOf(name);
        return { text: label, ...noteOf(label === name ? undefined : name), place: toPlace(first.at) };
      }),
    },
    {
      id: 'sinks',
      title: l10n.t('Goes to'),
      items: [
        ...sent.map((row) => ({
          text: row.to ?? row.sink!,
          note: labelOf(row.dataClass),
          ...(row.sink === 'model-provider' ? { isAlert: true as const } : {}),
          place: toPlace(row.at),
        })),
        ...automation.models.map((part) => ({ ...toItem(part, at), note: part.detail ?? l10n.t('model') })),
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
    {
      id: 'approval',
      title: l10n.t('Waits for approval'),
      items: automation.approvals.map((part) => toItem(part, at)),
    },
    {
      id: 'tools',
      title: l10n.t('Tools that a model may call'),
      items: automation.tools.map((part) => toItem(part, at)),
    },
    {
      id: 'rights',
      title: l10n.t('Needed and granted'),
      items: rights.map((right) => ({
        text: right.name,
        note: tell(words.rightState(right)),
        ...(right.state === 'missing' ? { isAlert: true } : {}),
        place: toPlace(right.at),
      })),
    },
    {
      id: 'register',
      title: l10n.t('Register'),
      items:
        registration === null
          ? []
          : registration.length === 0
            ? [plain(l10n.t('Registered, with all that it does.'))]
            : registration.map((gap) => ({ text: gap.message, isAlert: true, place: at(gap) })),
    },
    {
      id: 'about',
      title: l10n.t('About'),
      items: [
        owner === null ? plain(l10n.t('Nobody owns it.')) : plain(owner.name, ownerWords[owner.from]()),
        ...(purpose === null ? [] : [plain(purpose, l10n.t('purpose'))]),
        ...(legalBasis === null ? [] : [plain(legalBasis, l10n.t('legal basis'))]),
        entry.lastReview === null
          ? plain(l10n.t('No review is on record.'))
          : plain(tell(words.review), l10n.t('last review')),
        ...files
          .filter((path) => path !== automation.path)
          .map((path) => ({ text: path, note: l10n.t('runs this file'), place: toPlace({ path, line: 1 }) })),
      ],
    },
    { id: 'gaps', title: l10n.t('Not known'), items: automation.gaps.map((gap) => plain(gap)) },
  ];
}

const ownerWords: Readonly<Record<NonNullable<InventoryEntry['owner']>['from'], () => string>> = {
  definition: () => l10n.t('owner, says its definition'),
  register: () => l10n.t('owner, says the register'),
  CODEOWNERS: () => l10n.t('owner, says CODEOWNERS'),
};

function toItem(part: AutomationPart, at: At): InventoryItem {
  return { text: part.name, ...noteOf(part.detail === part.name ? undefined : part.detail), place: at(part) };
}

function noteOf(note: string | undefined): Pick<InventoryItem, 'note'> {
  return note === undefined ? {} : { note };
}

/** As the review panel says it; a class of the team's own has no other name here. */
function labelOf(dataClass: string): string {
  return translated(dataClassLabels.get(dataClass) ?? dataClass);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
