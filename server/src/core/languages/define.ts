import type { LanguageDefinition, LanguageTraits } from '../model/language.ts';

/** Traits of a data format, and of languages with `import` and `export` statements: what is not said is this. */
const ordinary: LanguageTraits = {
  selfNames: [],
  bindModule: () => null,
  exportsName: null,
  hasSubmodules: false,
  spreadsKeywords: false,
  isBlocking: false,
  seesMembers: false,
  namesMethodsApart: false,
  siblingPaths: null,
  hasAccessors: false,
  declaresTypes: false,
  instanceMade: (callee) => callee,
  freeName: null,
  openedName: null,
  hasImplicitSelf: false,
  fieldName: null,
  fieldRead: null,
  fileName: null,
  closedName: null,
  constructorMember: null,
  nestedModule: null,
  reopensClasses: false,
  transparentMethods: new Set<string>(),
  unnamedCall: null,
  assignsOuter: null,
  leaksAssignments: false,
  callsAreCommands: false,
  returnsSeveral: false,
  answersLast: false,
  handsReceiver: new Set(),
  handsElements: new Set(),
  declaredPaths: null,
  readable: null,
  readTree: null,
  isPartly: false,
  isUnread: false,
  textsSaid: null,
};

/** Types a row of the table. */
export function defineLanguage(
  language: Omit<LanguageDefinition, keyof LanguageTraits> & Partial<LanguageTraits>,
): LanguageDefinition {
  return { ...ordinary, ...language };
}
