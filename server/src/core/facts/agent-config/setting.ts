import type { FactKind } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { hashParts } from '../../text/hash.ts';
import type { Site } from '../define.ts';
import { known } from '../to-fact.ts';
import type { Leaf } from './document.ts';

/** One thing that a configuration says to an agent, or lets it do. */
export interface Setting {
  readonly kind: Extract<FactKind, 'agent.config' | 'agent.autonomy'>;
  /** `start-server`, `run-hook`, `run`, `route`, `plugin`; `rule`, `level`, `background-run`. */
  readonly action: string;
  /** What it is about, without its value: the name of a server, an event, a rule. */
  readonly slot: string;
  /** Compared: a command, a level. */
  readonly value: string;
  /** Also compared, and not shown: variables and headers. */
  readonly more?: string;
  /** Of a rule: whether it names one thing only. Of a level: whether it lets do more or less than without it. */
  readonly reach?: 'wide' | 'narrow';
  /** What holds where nothing is said. */
  readonly otherwise?: string;
  /** A program says it, no file of settings: it may move with the code. */
  readonly held?: 'code';
  readonly node: SyntaxNode;
  /** What it covers: nothing else is said of these. */
  readonly covers: readonly Leaf[];
  readonly why: string;
}

export function settingSite(setting: Setting, path: string): Site {
  const { kind, action, slot, value, more = '', reach, otherwise, held, node, why } = setting;
  return {
    kind,
    action,
    resource: { kind: 'setting', value: known(slot), norm: slot },
    node,
    evidence: [{ node, role: 'declaration' }],
    tier: 'proven',
    why: [why],
    qualifiers: {
      value,
      ...(more === '' ? {} : { more: hashParts([more]).slice(0, 12) }),
      ...(reach === undefined ? {} : { reach }),
      ...(otherwise === undefined ? {} : { otherwise }),
      ...(held === undefined ? {} : { held }),
    },
    subject: { type: 'file', symbol: path },
  };
}
