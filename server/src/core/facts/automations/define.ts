import type { Subject } from '../../model/fact.ts';
import type { AutomationIdentity, AutomationPart, AutomationTrigger } from '../../model/inventory.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';

/** A form that automations are written in: one file and one row of the table. */
export interface AutomationKind {
  /** The file's name. */
  readonly id: string;
  /** For people: "n8n workflow". */
  readonly title: string;
  /** Ids of languages, or `code` for every programming language. */
  readonly languages: 'code' | readonly string[];
  /** A text holds none where of each of these lists some word is missing: `every` of `some` list. */
  readonly words: readonly (readonly string[])[];
  readonly find: (reading: FileReading) => Iterable<FoundAutomation>;
  /** Its facts are told by extractors of their own: all of them, or those but what only the automation says. */
  readonly isToldElsewhere?: true | 'but-agents';
  /** It is put together of connectors, so that a new one is a fact. What code talks to is told by what it calls. */
  readonly isOfConnectors?: true;
}

export function defineAutomation(kind: AutomationKind): AutomationKind {
  return kind;
}

/** What the nouns of `model/inventory.ts` are made of: nodes in place of ranges. */
export type Found<Part extends AutomationPart> = Omit<Part, 'range'> & {
  readonly node: SyntaxNode;
  /** The job, node or task it belongs to, where that is not the whole. */
  readonly subject?: Subject;
};
export type FoundPart = Found<AutomationPart>;
export type FoundTrigger = Found<AutomationTrigger>;

/** `of`: the service or parameter that it is for, so that another one for the same is known. `id`: its own, where it has one beside its name. */
export type FoundIdentity = Found<AutomationIdentity> & { readonly of?: string; readonly id?: string };

/** `environment`: the rules of one hold for it, and another has others. It belongs to a job, or to the whole where it is a step of its own. */
export interface FoundApproval extends FoundPart {
  readonly environment?: true;
  /** Who alone may say yes. */
  readonly by?: string;
  /** Steps that are reached through it alone, and those that are reached without it. */
  readonly holds?: readonly string[];
  readonly free?: readonly string[];
  /** An option of a call: told with the other options. */
  readonly isOption?: true;
}

/** What holds it up until something says so that is no person: a sensor, a check of the data. `name` is what it is called. */
export interface FoundWait extends FoundPart {
  /** What it stays when it is called otherwise. */
  readonly operator: string;
}

/** A program that stands within a definition. */
export interface FoundProgram extends FoundPart {
  readonly text: string;
  /** Packages that it is given. */
  readonly modules?: readonly string[];
}

export interface FoundAutomation {
  /** The same while its file is: it may be shown, and stands for it in facts. */
  readonly name: string;
  readonly node: SyntaxNode;
  readonly triggers: readonly FoundTrigger[];
  readonly steps: readonly FoundPart[];
  readonly identities: readonly FoundIdentity[];
  readonly connectors: readonly FoundPart[];
  readonly models: readonly FoundPart[];
  readonly tools: readonly FoundPart[];
  readonly approvals: readonly FoundApproval[];
  readonly waits: readonly FoundWait[];
  readonly programs: readonly FoundProgram[];
  readonly interpolations: readonly FoundInterpolation[];
  readonly handovers: readonly FoundHandover[];
  readonly owner?: string;
  readonly purpose?: string;
  readonly gaps: readonly string[];
}

/** A text that becomes part of a command, a script or a query before it runs. */
export interface FoundInterpolation {
  /** As written: `$CI_COMMIT_MESSAGE`. */
  readonly text: string;
  /** Who writes it: anybody, whoever calls it, whoever may start it by hand, an earlier step. */
  readonly source: 'outsider' | 'input' | 'dispatch' | 'form' | 'output';
  /** For people: "the command". */
  readonly into: string;
  /** A sentence's end: "whoever pushes writes it". */
  readonly by: string;
  readonly node: SyntaxNode;
  readonly step: SyntaxNode;
  readonly subject?: Subject;
}

/** A value by its name that a step hands to a service or a model. */
export interface FoundHandover {
  readonly field: string;
  /** The record it is read from, where its name says: `customer` of `$json.customer.email`. */
  readonly owner: string | null;
  readonly to: string;
  readonly sink: 'third-party' | 'model-provider';
  readonly node: SyntaxNode;
  readonly subject: Subject;
}

/** What is not given there is none of. */
export function automation(
  found: Pick<FoundAutomation, 'name' | 'node'> & Partial<Omit<FoundAutomation, 'owner' | 'purpose'>> & Told,
): FoundAutomation {
  const { owner, purpose, ...rest } = found;
  return {
    triggers: [],
    steps: [],
    identities: [],
    connectors: [],
    models: [],
    tools: [],
    approvals: [],
    waits: [],
    programs: [],
    interpolations: [],
    handovers: [],
    gaps: [],
    ...rest,
    ...(owner === undefined || owner === null ? {} : { owner }),
    ...(purpose === undefined || purpose === null ? {} : { purpose }),
  };
}

interface Told {
  readonly owner?: string | null;
  readonly purpose?: string | null;
}
