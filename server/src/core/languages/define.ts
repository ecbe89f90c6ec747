import type { LanguageDefinition } from '../model/language.ts';

export function defineLanguage(definition: LanguageDefinition): LanguageDefinition {
  return definition;
}
