import type { Reading } from '../define.ts';
import { askedStates } from './asked-states.ts';
import { callerValues } from './caller-values.ts';
import { exchangedArguments } from './exchanged-arguments.ts';
import { fileModes } from './file-modes.ts';
import { keptHooks } from './kept-hooks.ts';
import { namedLimits, namedNumbers } from './named-numbers.ts';
import { namedSwitches } from './named-switches.ts';
import { protectingOptions } from './protecting-options.ts';
import { rankedValues } from './ranked-values.ts';
import { putThrough } from './put-through.ts';
import { standsBefore } from './stands-before.ts';
import { textBounds } from './text-bounds.ts';
import { weakerKinds } from './weaker-kinds.ts';
import { annotations } from './annotations.ts';
import { errorAnswers } from './error-answers.ts';
import { literalSecrets } from './literal-secrets.ts';
import { namedRights } from './named-rights.ts';
import { obeyed } from './obeyed.ts';
import { positionalFlags } from './positional-flags.ts';
import { settledValues } from './settled-values.ts';
import { takenAway } from './taken-away.ts';
import { whereJoined } from './where-joined.ts';
import { writtenOptions } from './written-options.ts';
import { namedGuardians } from './named-guardians.ts';
import { strictForms } from './strict-forms.ts';
import { wildcards } from './wildcards.ts';
import { checksFirst } from './checks-first.ts';
import { keptValues } from './kept-values.ts';
import { namedSettings } from './named-settings.ts';
import { type Mark, MAX_MARKS, type MarkReader } from './mark.ts';

const readers: readonly MarkReader[] = [
  putThrough,
  textBounds,
  namedSwitches,
  callerValues,
  rankedValues,
  namedNumbers,
  namedLimits,
  keptHooks,
  standsBefore,
  protectingOptions,
  fileModes,
  askedStates,
  exchangedArguments,
  weakerKinds,
  annotations,
  errorAnswers,
  literalSecrets,
  namedRights,
  obeyed,
  positionalFlags,
  settledValues,
  takenAway,
  whereJoined,
  namedGuardians,
  strictForms,
  wildcards,
  checksFirst,
  keptValues,
  namedSettings,
  writtenOptions,
];

export function readMarks(reading: Reading): readonly Mark[] {
  const { unit } = reading;
  if (!unit.language.isCode || unit.language.callsAreCommands || unit.context.test) return [];
  const found: Mark[] = [];
  for (const read of readers)
    for (const mark of read(reading)) {
      if (found.length >= MAX_MARKS) return found;
      found.push(mark);
    }
  return found;
}
