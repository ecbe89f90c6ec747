import type { Automation, AutomationPart } from '../model/inventory.ts';
import type {
  InventoryData,
  Register,
  RegisterEntry,
  RegisterField,
  RegisterLimit,
  RegistrationGap,
} from '../model/inventory-entry.ts';
import type { Range } from '../model/text.ts';
import { compileGlob, matchesGlob, toPathPattern } from '../text/glob.ts';

/** What an automation touches, as far as the register can limit it. */
export type TouchedData = Pick<InventoryData, 'dataClass'> & { readonly range: Range };

/** The registration of an automation: of several that match, the last one counts. */
export function registrationOf(automation: Automation, register: Register): RegisterEntry | null {
  return register.entries.findLast((entry) => isFor(entry, automation)) ?? null;
}

/**
 * What of an automation the register does not cover; null: it leaves this one out. A list that is required and absent allows
 * nothing, so that a model in a registration that knows of no model is told.
 */
export function checkRegistration(
  automation: Automation,
  data: readonly TouchedData[],
  register: Register,
): readonly RegistrationGap[] | null {
  const { path, range } = automation;
  if (register.exempt.some(({ pattern }) => matchesPath(pattern, path))) return null;
  const entry = registrationOf(automation, register);
  if (entry === null) return [unregistered(automation)];
  const missing = (['owner', 'purpose', 'legalBasis'] as const).filter(
    (field) => register.require.includes(field) && entry[field] === undefined,
  );
  return [
    ...missing.map((field): RegistrationGap => ({
      kind: 'incomplete',
      what: FIELD_WORDS[field],
      name: field,
      message: `The registration of ${automation.name} names no ${FIELD_WORDS[field]}.`,
      range,
    })),
    ...dimensions.flatMap((dimension) => beyond(dimension, automation, data, entry, register.require)),
  ];
}

function unregistered({ name, range }: Automation): RegistrationGap {
  return { kind: 'unregistered', what: 'automation', name, message: `${name} is not registered.`, range };
}

const FIELD_WORDS = { owner: 'owner', purpose: 'purpose', legalBasis: 'legal basis' } as const;

interface Dimension {
  readonly limit: RegisterLimit;
  readonly what: string;
  readonly does: string;
  readonly partsOf: (
    automation: Automation,
    data: readonly TouchedData[],
  ) => readonly Pick<AutomationPart, 'name' | 'range'>[];
}

const dimensions: readonly Dimension[] = [
  { limit: 'models', what: 'model', does: 'calls the model', partsOf: ({ models }) => models },
  { limit: 'tools', what: 'tool', does: 'lets a model call the tool', partsOf: ({ tools }) => tools },
  {
    limit: 'dataClasses',
    what: 'data class',
    does: 'touches',
    partsOf: (_automation, data) => data.map(({ dataClass, range }) => ({ name: dataClass, range })),
  },
  { limit: 'connectors', what: 'connector', does: 'talks to', partsOf: ({ connectors }) => connectors },
  { limit: 'identities', what: 'identity', does: 'acts as', partsOf: ({ identities }) => identities },
  { limit: 'triggers', what: 'trigger', does: 'is started by', partsOf: ({ triggers }) => triggers },
];

function beyond(
  { limit, what, does, partsOf }: Dimension,
  automation: Automation,
  data: readonly TouchedData[],
  entry: RegisterEntry,
  required: readonly RegisterField[],
): readonly RegistrationGap[] {
  const given = Object.hasOwn(entry.limits, limit) ? entry.limits[limit] : undefined;
  const allowed = given ?? (required.includes(limit) ? [] : null);
  if (allowed === null) return [];
  const told = new Set<string>();
  return partsOf(automation, data).flatMap(({ name, range }) => {
    if (told.has(name) || allowed.some((pattern) => matchesName(pattern, name))) return [];
    told.add(name);
    const message = `${automation.name} ${does} ${name}, which its registration does not name.`;
    return [{ kind: 'beyond', what, name, message, range } as const];
  });
}

function isFor(entry: RegisterEntry, { path, kind, name }: Automation): boolean {
  return (
    matchesPath(entry.path, path) &&
    (entry.kind === undefined || entry.kind === kind) &&
    (entry.name === undefined || matchesName(entry.name, name))
  );
}

export function matchesPath(pattern: string, path: string): boolean {
  // A registration is about one place: a pattern without a slash is a file at the top, not one in any folder.
  const glob = compileGlob(pattern.includes('/') ? toPathPattern(pattern) : pattern, '/');
  return glob !== null && matchesGlob(glob, path);
}

/** People write names in any case: hosts have none, and a model is the same by either. */
function matchesName(pattern: string, name: string): boolean {
  const [one, other] = [pattern.toLowerCase(), name.toLowerCase()];
  if (one === other) return true;
  const glob = compileGlob(one, null);
  return glob !== null && matchesGlob(glob, other);
}
