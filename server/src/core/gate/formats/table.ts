import type { GateFormat } from './define.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';

/** Forms of the gate's answer. `text` is the terminal's own; `sarif` is the review's, with what was settled. */
export const gateFormats: readonly GateFormat[] = [json, github, gitlab];
