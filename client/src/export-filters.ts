/** Which records an export is of: one key for all of them, a filter only for who asks for one. No vscode here. */
import * as l10n from '@vscode/l10n';
import type {
  ExportFilters,
  ExportFormat,
  FilterFault,
  FilterName,
  FiltersAnswer,
  FilterTexts,
} from '../../server/src/protocol/messages.ts';
import { filterNames, wholeFormats } from '../../server/src/protocol/messages.ts';
import { plainInList } from './plain-text.ts';

/** A row of a list, as the editor shows it. */
export interface Row {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

/** Whoever is asked. Undefined: they turned away from the question. */
export interface Asking {
  readonly pick: <Item extends Row>(
    items: readonly Item[] | Promise<readonly Item[]>,
    words: { readonly title: string; readonly placeHolder: string },
  ) => PromiseLike<Item | undefined>;
  readonly write: (question: {
    readonly title: string;
    readonly prompt: string;
    readonly placeHolder: string;
    readonly value: string;
    /** Null: it will do. */
    readonly check: (text: string) => Promise<string | null>;
  }) => PromiseLike<string | undefined>;
}

export interface FilterQuestion {
  readonly format: ExportFormat;
  /** What was asked for before, in this flow and in the last one. */
  readonly asked: FilterTexts;
  readonly earlier: FilterTexts;
  readonly values: () => Promise<ExportFilters>;
  readonly check: (texts: FilterTexts) => Promise<FiltersAnswer>;
  /** Told of every filter that was given, so that turning away loses none. */
  readonly keep: (texts: FilterTexts) => void;
}

interface Words {
  readonly label: string;
  readonly prompt: string;
  readonly example: string;
  /** Chooses parts of a record, not records alone. */
  readonly isWithin?: true;
}

const words: { readonly [Name in FilterName]: Words } = {
  range: {
    label: l10n.t('Commits'),
    prompt: l10n.t('Records of these commits, and which of their changes have none. Nothing: of any.'),
    example: 'main..HEAD',
  },
  since: {
    label: l10n.t('Since'),
    prompt: l10n.t('Decided on this day (UTC) or after it, or at a moment with its zone. Nothing: at any time.'),
    example: '2026-01-31',
  },
  until: {
    label: l10n.t('Until'),
    prompt: l10n.t('Decided on this day (UTC) or before it, or at a moment with its zone. Nothing: at any time.'),
    example: '2026-06-30',
  },
  path: {
    label: l10n.t('Paths'),
    prompt: l10n.t('A pattern of paths. Nothing: of any.'),
    example: 'src/**',
    isWithin: true,
  },
  reviewer: {
    label: l10n.t('Reviewer'),
    prompt: l10n.t('A name, an e-mail address or a key of who decided. Nothing: of anybody.'),
    example: 'SHA256:…',
  },
  rule: {
    label: l10n.t('Rule'),
    prompt: l10n.t('The id of a rule or a detector. Nothing: of any.'),
    example: 'guard-removed',
    isWithin: true,
  },
};

const faults: { readonly [Fault in FilterFault]: string } = {
  'no-date': l10n.t('This is no date. Write a day, 2026-01-31, or a moment with its zone, 2026-01-31T12:00:00Z.'),
  'ends-before': l10n.t('This is before “Since”: no record is after the one and before the other.'),
  'no-pattern': l10n.t('This is no pattern. Braces must be closed, and it may have 1024 characters.'),
  'no-range': l10n.t('This is no range. Write two revisions, main..HEAD.'),
};

const title = l10n.t('Export review records');

/** Undefined: nothing is to be exported. */
export async function askForFilters(asking: Asking, question: FilterQuestion): Promise<FilterTexts | undefined> {
  let { asked } = question;
  for (;;) {
    const rows = toRows(asked, question);
    const picked = await asking.pick(rows, { title, placeHolder: l10n.t('Which records?') });
    if (picked === undefined || picked.act === 'go') return picked && asked;
    if (picked.act === 'earlier') asked = question.earlier;
    else if (picked.act === 'clear') asked = {};
    else asked = await askForOne(asking, picked.act, asked, question);
    if (picked.act !== 'clear') question.keep(asked);
  }
}

type Act = 'go' | 'earlier' | 'clear' | FilterName;

function toRows(asked: FilterTexts, { earlier, format }: FilterQuestion): readonly (Row & { readonly act: Act })[] {
  const isAll = isEmpty(asked);
  const first = isAll
    ? { label: l10n.t('$(export) Everything'), act: 'go' as const }
    : { label: l10n.t('$(export) Export what is asked for'), description: describeFilters(asked), act: 'go' as const };
  return [
    first,
    ...(isAll && !isEmpty(earlier)
      ? [{ label: l10n.t('$(history) As before'), description: describeFilters(earlier), act: 'earlier' as const }]
      : []),
    ...filterNames.map((act) => toFilterRow(act, asked[act], format)),
    ...(isAll ? [] : [{ label: l10n.t('$(clear-all) No filters'), act: 'clear' as const }]),
  ];
}

function toFilterRow(act: FilterName, given: string | undefined, format: ExportFormat): Row & { readonly act: Act } {
  const { label, isWithin } = words[act];
  return {
    label: `$(filter) ${label}…`,
    description: given === undefined ? l10n.t('any') : plainInList(given),
    ...(isWithin === true &&
      wholeFormats.has(format) && {
        detail: l10n.t(
          'Chooses records. Each that is there is whole in this form, for its hash and its seal are of all of it.',
        ),
      }),
    act,
  };
}

/** "Since 2026-01-31 · Paths src/**" */
function describeFilters(asked: FilterTexts): string {
  return filterNames
    .flatMap((name) => (asked[name] === undefined ? [] : [`${words[name].label} ${plainInList(asked[name])}`]))
    .join(' · ');
}

const isEmpty = (texts: FilterTexts): boolean => filterNames.every((name) => texts[name] === undefined);

/** The filters with the answer; as they were where there is none. */
async function askForOne(
  asking: Asking,
  name: FilterName,
  asked: FilterTexts,
  { values, check }: FilterQuestion,
): Promise<FilterTexts> {
  const chosen = name === 'reviewer' || name === 'rule' ? await chooseOne(asking, name, values) : null;
  if (chosen === undefined) return asked;
  const { label, prompt, example } = words[name];
  const written =
    chosen ??
    (await asking.write({
      title: `${title}: ${label}`,
      prompt,
      placeHolder: example,
      value: asked[name] ?? '',
      check: async (text) => (text.trim() === '' ? null : whyNot(await check({ ...asked, [name]: text.trim() }))),
    }));
  if (written === undefined) return asked;
  const { [name]: _before, ...others } = asked;
  return written.trim() === '' ? others : { ...others, [name]: written.trim() };
}

function whyNot({ refused }: FiltersAnswer): string | null {
  if (refused === null) return null;
  return refused.why === 'elsewhere' ? refused.words : faults[refused.why];
}

/** One that records name. Null: another, which is written; empty: any. */
async function chooseOne(
  asking: Asking,
  name: 'reviewer' | 'rule',
  values: FilterQuestion['values'],
): Promise<string | null | undefined> {
  const rows = async (): Promise<readonly (Row & { readonly id: string | null })[]> => {
    const found = await values();
    const known =
      name === 'rule'
        ? found.rules.map(({ id, findings }) => ({ label: plainInList(id), description: countFindings(findings), id }))
        : found.reviewers.map(({ id, name: person, records }) => ({
            label: plainInList(person ?? id),
            description: [...(person === null || person === id ? [] : [plainInList(id)]), countRecords(records)].join(
              ' · ',
            ),
            id,
          }));
    return [
      ...known,
      { label: l10n.t('$(circle-slash) Any'), id: '' },
      { label: l10n.t('$(edit) Another…'), id: null },
    ];
  };
  const picked = await asking.pick(rows(), {
    title: `${title}: ${words[name].label}`,
    placeHolder: words[name].prompt,
  });
  return picked?.id;
}

const countRecords = (count: number): string => (count === 1 ? l10n.t('1 record') : l10n.t`${count} records`);
const countFindings = (count: number): string => (count === 1 ? l10n.t('1 finding') : l10n.t`${count} findings`);
