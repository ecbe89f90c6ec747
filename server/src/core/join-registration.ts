import { fileContextOf } from './facts/file-context.ts';
import type { FileFacts } from './facts/read-facts.ts';
import type { ChangeSet, FileChange } from './model/change.ts';
import type { FactChange } from './model/fact.ts';
import type { Register } from './model/inventory-entry.ts';
import type { Failure } from './model/problem.ts';
import type { FileSummary } from './model/summary.ts';
import type { Side, Summaries } from './read-sides.ts';
import { touched } from './register/join.ts';
import { loadRegister, REGISTER_PATH } from './register/load-register.ts';
import { registerChanges, registrationChanges, type RegisteredSide } from './register/registration-changes.ts';

export interface JoinedRegistration {
  readonly changes: readonly FactChange[];
  readonly failures: readonly Failure[];
  readonly wants: readonly string[];
}

type ReadSides = Readonly<Record<Side, ReadonlyMap<string, FileFacts>>>;

/** What a change set brings that the register of automations does not know, and what it does to the register. */
export function joinRegistration(changeSet: ChangeSet, read: ReadSides, files: Summaries): JoinedRegistration {
  const own = changeSet.files.find(({ path }) => path === REGISTER_PATH);
  const hasAutomations = [...read.before.values(), ...read.after.values()].some(
    (facts) => automationsIn(facts).length > 0,
  );
  if (own === undefined && !hasAutomations) return { changes: [], failures: [], wants: [] };
  if (own === undefined && !files.has(REGISTER_PATH)) return { changes: [], failures: [], wants: [REGISTER_PATH] };
  const unchanged = own === undefined ? (files.get(REGISTER_PATH)?.register ?? null) : null;
  const before = own === undefined ? unchanged : registerOf(own, 'before');
  const after = own === undefined ? unchanged : registerOf(own, 'after');
  const changes = changeSet.files.flatMap(({ path }) =>
    registrationChanges({
      before: toSide(read.before.get(path), before),
      after: toSide(read.after.get(path), after),
    }),
  );
  return {
    changes: [...changes, ...(own === undefined ? [] : registerChanges(before, after))],
    // Automations that cannot be judged by it must not pass as if they had been.
    failures: (after?.problems ?? []).map(({ message, range }) => ({
      path: REGISTER_PATH,
      stage: 'policy',
      message: `Line ${(range?.start.line ?? 0) + 1}: ${message}`,
    })),
    wants: [],
  };
}

function registerOf(file: FileChange, side: Side): Register | null {
  const version = file[side];
  return version === undefined ? null : loadRegister(version.text);
}

function toSide(facts: FileFacts | undefined, register: Register | null): RegisteredSide | null {
  if (facts === undefined) return null;
  return {
    path: facts.path,
    automations: automationsIn(facts),
    dataOf: (automation) => touched(automation, facts.facts),
    register,
    context: fileContextOf(facts.path, ''),
  };
}

function automationsIn(facts: FileFacts): NonNullable<FileFacts['automations']> {
  return facts.automations ?? [];
}

/** The register says in its summary what it allows: other files are judged by it. */
export function withRegister(path: string, text: string, summary: FileSummary | null): FileSummary | null {
  if (path !== REGISTER_PATH || summary === null) return summary;
  return { ...summary, register: loadRegister(text) };
}
