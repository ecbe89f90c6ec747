import type { Reading } from '../define.ts';
import { annotations } from './annotations.ts';
import { askedStates } from './asked-states.ts';
import { callsThatEnd } from './calls-that-end.ts';
import { callerValues } from './caller-values.ts';
import { checksFirst } from './checks-first.ts';
import { closedForms } from './closed-forms.ts';
import { errorAnswers } from './error-answers.ts';
import { exchangedArguments } from './exchanged-arguments.ts';
import { fieldBounds } from './field-bounds.ts';
import { fileModes } from './file-modes.ts';
import { keptHooks } from './kept-hooks.ts';
import { keptValues } from './kept-values.ts';
import { leftOutFields } from './left-out-fields.ts';
import { literalSecrets } from './literal-secrets.ts';
import { localTexts } from './local-texts.ts';
import { looserNames } from './looser-names.ts';
import { mergedInput } from './merged-input.ts';
import { namedGuardians } from './named-guardians.ts';
import { namedLimits, namedNumbers } from './named-numbers.ts';
import { namedRights } from './named-rights.ts';
import { namedSettings } from './named-settings.ts';
import { namedSwitches } from './named-switches.ts';
import { narrowedSets } from './narrowed-sets.ts';
import { obeyed } from './obeyed.ts';
import { positionalFlags } from './positional-flags.ts';
import { protectingConstants } from './protecting-constants.ts';
import { protectingOptions } from './protecting-options.ts';
import { putThrough } from './put-through.ts';
import { rankedValues } from './ranked-values.ts';
import { refusingBranches } from './refusing-branches.ts';
import { refusingStatements } from './refusing-statements.ts';
import { scopedCalls } from './scoped-calls.ts';
import { sensitiveNames } from './sensitive-names.ts';
import { settledValues } from './settled-values.ts';
import { standsBefore } from './stands-before.ts';
import { strictForms } from './strict-forms.ts';
import { takenAway } from './taken-away.ts';
import { textBounds } from './text-bounds.ts';
import { weakerKinds } from './weaker-kinds.ts';
import { whereJoined } from './where-joined.ts';
import { whoseFields } from './whose-fields.ts';
import { wildcards } from './wildcards.ts';
import { writtenFields } from './written-fields.ts';
import { writtenOptions } from './written-options.ts';
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
  callsThatEnd,
  refusingBranches,
  refusingStatements,
  sensitiveNames,
  localTexts,
  leftOutFields,
  closedForms,
  writtenFields,
  fieldBounds,
  protectingConstants,
  looserNames,
  scopedCalls,
  whoseFields,
  mergedInput,
  narrowedSets,
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
