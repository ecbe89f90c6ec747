import type { Automation } from '../model/inventory.ts';
import type { InventoryEntry, Register } from '../model/inventory-entry.ts';
import type { Fact } from '../model/fact.ts';
import type { LedgerRecord } from '../model/record.ts';
import { compareText } from '../text/compare-text.ts';
import { checkRegistration, registrationOf, type TouchedData } from './check-registration.ts';
import { joinCrews } from './join-crews.ts';
import { lastReviews, toLastReview } from './last-review.ts';
import { ownersOf, type CodeOwners } from './owners.ts';
import { dataOf, rightsOf } from './rights.ts';
import { sharedCredentials } from './shared-credentials.ts';

/** One automation with what the host read around it. */
export interface FoundAutomation {
  readonly automation: Automation;
  /** Of its file. */
  readonly blob: string;
  /** `filesOf` it. */
  readonly files: readonly string[];
  /** Of these files, with needs and grants joined. */
  readonly facts: readonly Fact[];
}

/** All that is known of one repository or folder. */
export interface FoundRepository {
  readonly name: string;
  readonly automations: readonly FoundAutomation[];
  readonly codeOwners: CodeOwners;
  readonly register: Register | null;
  readonly records: readonly LedgerRecord[];
}

/** Automations of all repositories with what other files say of them, in the order of kind, path and line. */
export function joinInventory(repositories: readonly FoundRepository[]): readonly InventoryEntry[] {
  const placed = repositories.flatMap((repository) => {
    const ids = new Map<string, number>();
    return joinCrews(repository.automations).map((found) => {
      // Two of one name in one file are two.
      const number = (ids.get(found.automation.id) ?? 0) + 1;
      ids.set(found.automation.id, number);
      const id = number === 1 ? found.automation.id : `${found.automation.id}-${number}`;
      return { automation: { ...found.automation, id }, repository: repository.name, found };
    });
  });
  const shared = sharedCredentials(placed);
  const around = new Map(
    repositories.map((repository) => [repository.name, { repository, reviews: lastReviews(repository.records) }]),
  );
  return placed
    .map((one): InventoryEntry => {
      const { automation, found } = one;
      const { repository, reviews } = around.get(one.repository)!;
      const { register, codeOwners } = repository;
      const data = dataOf(found.facts);
      const entry = register === null ? null : registrationOf(automation, register);
      const isJudged = register !== null && register.problems.length === 0;
      return {
        automation,
        repository: one.repository,
        files: found.files,
        rights: rightsOf(found.facts),
        data,
        shared: shared.get(one) ?? [],
        owner: ownerOf(automation, entry?.owner, codeOwners),
        purpose: entry?.purpose ?? automation.purpose ?? null,
        legalBasis: entry?.legalBasis ?? null,
        registration: isJudged ? checkRegistration(automation, touched(automation, found.facts), register) : null,
        lastReview: toLastReview(reviews.get(automation.path), found.blob),
      };
    })
    .toSorted((a, b) => compareEntries(a, b));
}

/** Data that a fact of the automation's own file is about stands there; of others, at its name. */
export function touched(automation: Automation, facts: readonly Fact[]): readonly TouchedData[] {
  return facts.flatMap(({ kind, detail, provenance, context }) => {
    if (detail?.dataClass === undefined || context.test || (kind !== 'data.flow' && kind !== 'data.field')) return [];
    const range = provenance.path === automation.path ? provenance.range : automation.range;
    return [{ dataClass: detail.dataClass, range }];
  });
}

/** What the team wrote down for this purpose outranks what the definition says, and that the owner of the file. */
function ownerOf(
  { owner, path }: Automation,
  registered: string | undefined,
  codeOwners: CodeOwners,
): InventoryEntry['owner'] {
  if (registered !== undefined) return { name: registered, from: 'register' };
  if (owner !== undefined) return { name: owner, from: 'definition' };
  const owners = ownersOf(path, codeOwners);
  return owners.length === 0 ? null : { name: owners.join(' '), from: 'CODEOWNERS' };
}

function compareEntries(a: InventoryEntry, b: InventoryEntry): number {
  return (
    compareText(a.repository, b.repository) ||
    compareText(a.automation.kind, b.automation.kind) ||
    compareText(a.automation.path, b.automation.path) ||
    a.automation.range.start.line - b.automation.range.start.line ||
    compareText(a.automation.name, b.automation.name)
  );
}
