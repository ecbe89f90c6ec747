import type { AutomationTrigger } from '../model/inventory.ts';

/** After "by". */
export const STARTER_WORDS: Readonly<Record<AutomationTrigger['by'], string>> = {
  nobody: 'nobody',
  insiders: 'insiders',
  anybody: 'anybody',
  unknown: 'whom is not known',
};
