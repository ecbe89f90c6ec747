import type { Subject } from '../model/fact.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Site } from './define.ts';
import { FILE_SUBJECT } from './subjects.ts';
import { known } from './to-fact.ts';

/** What watches over changes: who is asked, what a branch insists on, what CI runs, how much must be covered. */
export type Watch = 'ask' | 'protect' | 'run' | 'cover';

/** `of` is compared; `value` says how strict it is, in the words of `orders/detection.ts`. */
export function watchSite(
  watch: Watch,
  of: string,
  value: string,
  node: SyntaxNode,
  why: string,
  subject: Subject = FILE_SUBJECT,
): Site {
  return {
    kind: 'assurance.detection',
    action: watch,
    resource: { kind: 'watch', value: known(of), norm: of },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'proven',
    why: [why],
    qualifiers: { value },
    subject,
  };
}

export interface Suppression {
  /** `Bandit`, `ESLint`: who is told to say nothing. */
  readonly tool: string;
  /** The rules, paths or findings it is about; empty: all. */
  readonly of: string;
  /** `line`: what stands beside it; `file`; `project`: everything that the setting is for. */
  readonly scope: 'line' | 'file' | 'project';
  /** What it is about is mostly harmless: it is told, and worth no question. */
  readonly isNoisy?: boolean;
}

export function suppressionSite(
  node: SyntaxNode,
  { tool, of, scope, isNoisy = false }: Suppression,
  subject?: Subject,
): Site {
  const text = `${tool}: ${of === '' ? 'everything' : of}`;
  return {
    kind: 'assurance.suppression',
    action: scope !== 'line' ? 'ignore' : isNoisy ? 'remark' : 'silence',
    resource: { kind: 'suppression', value: known(text), norm: text },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'resolved',
    why: [`${tool} is told to say nothing about ${of === '' ? 'anything' : of}.`],
    qualifiers: { scope },
    ...(subject === undefined ? {} : { subject }),
  };
}
