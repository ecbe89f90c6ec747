import type { Reading } from '../define.ts';
import { askedStates } from './asked-states.ts';
import { callerValues } from './caller-values.ts';
import { closedForms } from './closed-forms.ts';
import { exchangedArguments } from './exchanged-arguments.ts';
import { fieldBounds } from './field-bounds.ts';
import { fileModes } from './file-modes.ts';
import { keptHooks } from './kept-hooks.ts';
import { leftOutFields } from './left-out-fields.ts';
import { localTexts } from './local-texts.ts';
import { looserNames } from './looser-names.ts';
import { mergedInput } from './merged-input.ts';
import { namedLimits, namedNumbers } from './named-numbers.ts';
import { namedSwitches } from './named-switches.ts';
import { narrowedSets } from './narrowed-sets.ts';
import { protectingConstants } from './protecting-constants.ts';
import { protectingOptions } from './protecting-options.ts';
import { rankedValues } from './ranked-values.ts';
import { putThrough } from './put-through.ts';
import { refusingBranches } from './refusing-branches.ts';
import { refusingStatements } from './refusing-statements.ts';
import { scopedCalls } from './scoped-calls.ts';
import { sensitiveNames } from './sensitive-names.ts';
import { standsBefore } from './stands-before.ts';
import { textBounds } from './text-bounds.ts';
import { weakerKinds } from './weaker-kinds.ts';
import { whoseFields } from './whose-fields.ts';
import { writtenFields } from './written-fields.ts';
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
