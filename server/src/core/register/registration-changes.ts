import type { Change, Fact, FactChange, FileContext, Subject } from '../model/fact.ts';
import type { Automation } from '../model/inventory.ts';
import type { Register, RegisterEntry, RegistrationGap } from '../model/inventory-entry.ts';
import type { Range } from '../model/text.ts';
import { hashParts } from '../text/hash.ts';
import { checkRegistration, type TouchedData } from './check-registration.ts';
import { REGISTER_PATH } from './load-register.ts';

/** One side of a changed file that automations stand in. */
export interface RegisteredSide {
  readonly path: string;
  readonly automations: readonly Automation[];
  readonly dataOf: (automation: Automation) => readonly TouchedData[];
  /** As it is on this side; null: there is none. */
  readonly register: Register | null;
  readonly context: FileContext;
}

export interface RegisteredPair {
  readonly before: RegisteredSide | null;
  readonly after: RegisteredSide | null;
}

const KIND = 'workflow.registration';
const NOWHERE: FileContext = { test: false, example: false, generated: false, vendored: false, docs: false };

/** What automations have beyond their registration now and had not before: an old gap is for the inventory, not for this edit. */
export function registrationChanges({ before, after }: RegisteredPair): readonly FactChange[] {
  if (after === null) return [];
  const known = before === null ? [] : gapsOf(before);
  const left = new Map<string, number>();
  for (const { key } of known) left.set(key, (left.get(key) ?? 0) + 1);
  const had = new Set((before?.automations ?? []).map(({ kind }) => kind));
  return gapsOf(after).flatMap(({ automation, gap, key }): readonly FactChange[] => {
    const number = left.get(key) ?? 0;
    left.set(key, number - 1);
    if (number > 0) return [];
    const fact = toFact(
      { action: gap.kind, resource: gap.what, norm: gap.name, message: gap.message },
      { type: 'workflow', symbol: automation.name },
      { path: after.path, side: 'after', range: gap.range, context: after.context },
    );
    return [{ change: 'added', fact, subjectPresent: had.has(automation.kind) }];
  });
}

interface FoundGap {
  readonly automation: Automation;
  readonly gap: RegistrationGap;
  /** Without the automation's name: another name is no new gap. */
  readonly key: string;
}

function gapsOf(side: RegisteredSide): readonly FoundGap[] {
  const { register, automations } = side;
  if (register === null || register.problems.length > 0) return [];
  return automations.flatMap((automation) =>
    (checkRegistration(automation, side.dataOf(automation), register) ?? []).map((gap) => {
      const name = gap.kind === 'unregistered' ? '' : gap.name;
      return { automation, gap, key: JSON.stringify([automation.kind, gap.kind, gap.what, name]) };
    }),
  );
}

interface Statement {
  readonly action: string;
  readonly resource: string;
  readonly norm: string;
  readonly message: string;
}

interface FactPlace {
  readonly path: string;
  readonly side: 'before' | 'after';
  readonly range: Range;
  readonly context: FileContext;
}

function toFact({ action, resource, norm, message }: Statement, subject: Subject, place: FactPlace): Fact {
  const { path, side, range, context } = place;
  const key = hashParts([KIND, action, resource, norm]);
  return {
    key,
    id: hashParts([key, subject.symbol]),
    facet: 'workflow',
    kind: KIND,
    subject,
    action,
    resource: { kind: resource, value: norm, norm, dynamic: false },
    provenance: { path, side, range, anchor: subject.symbol, evidence: [{ path, range, role: 'declaration' }] },
    confidence: { tier: 'proven', why: [message] },
    context,
  };
}

/**
 * What an edit of the register lets automations do, and which it no longer knows: whoever can write it could otherwise register
 * what they bring along.
 */
export function registerChanges(before: Register | null, after: Register | null): readonly FactChange[] {
  // What cannot be read is a failure, and no change.
  if ([before, after].some((register) => (register?.problems.length ?? 0) > 0)) return [];
  const was = statementsOf(before);
  const is = statementsOf(after);
  const known = new Set((before?.entries ?? []).map(symbolOf));
  const kept = new Set((after?.entries ?? []).map(symbolOf));
  const row = (change: Change, fact: Fact): FactChange => ({
    change,
    fact,
    subjectPresent: fact.subject.type === 'file' || known.has(fact.subject.symbol),
  });
  const toRow =
    (change: 'added' | 'removed', side: 'before' | 'after') =>
    ({ statement, subject, range }: PlacedStatement): FactChange =>
      row(change, toFact(statement, subject, { path: REGISTER_PATH, side, range, context: NOWHERE }));
  const added = [...is].filter(([key]) => !was.has(key)).map(([, each]) => each);
  const removed = [...was].filter(([key]) => !is.has(key)).map(([, each]) => each);
  return [
    ...added.map(toRow('added', 'after')),
    // Of a registration that goes, only that it goes.
    ...removed
      .filter(
        ({ subject, statement }) =>
          statement.action === 'register' || kept.has(subject.symbol) || subject.type === 'file',
      )
      .map(toRow('removed', 'before')),
  ];
}

interface PlacedStatement {
  readonly statement: Statement;
  readonly subject: Subject;
  readonly range: Range;
}

function statementsOf(register: Register | null): ReadonlyMap<string, PlacedStatement> {
  const found = new Map<string, PlacedStatement>();
  if (register === null) return found;
  const put = (
    subject: Subject,
    range: Range,
    action: string,
    resource: string,
    norm: string,
    message: string,
  ): void => {
    const key = JSON.stringify([subject.symbol, action, resource, norm]);
    found.set(key, { statement: { action, resource, norm, message }, subject, range });
  };
  const file: Subject = { type: 'file', symbol: REGISTER_PATH };
  for (const field of register.require)
    put(file, register.requireRange, 'require', 'field', field, `Registrations have to say ${field}.`);
  for (const { pattern, range } of register.exempt)
    put(file, range, 'exempt', 'path', pattern, `What ${pattern} matches needs no registration.`);
  for (const entry of register.entries) {
    const subject: Subject = { type: 'workflow', symbol: symbolOf(entry) };
    put(subject, entry.range, 'register', 'automation', symbolOf(entry), `${symbolOf(entry)} is registered.`);
    for (const field of ['owner', 'purpose', 'legalBasis'] as const) {
      const value = entry[field];
      if (value !== undefined) put(subject, entry.range, 'say', field, value, `It says ${field}: ${value}.`);
    }
    for (const [limit, names] of Object.entries(entry.limits))
      for (const name of names) put(subject, entry.range, 'allow', limit, name, `It names ${name} among its ${limit}.`);
  }
  return found;
}

function symbolOf({ path, kind, name }: RegisterEntry): string {
  return [path, ...(kind === undefined ? [] : [kind]), ...(name === undefined ? [] : [name])].join(' ');
}
