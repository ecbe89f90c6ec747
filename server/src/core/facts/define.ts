import type { Evidence, EvidenceRole, FactDetail, FactKind, Subject, Tier } from '../model/fact.ts';
import type { GuardSummary, Mount } from '../model/summary.ts';
import type { SyntaxNode } from '../model/syntax.ts';
import type { Vocabulary } from './data-vocabulary.ts';
import type { Resolver } from './resolver.ts';
import type { Scopes } from './scopes.ts';
import type { Unit } from './unit.ts';
import type { Value } from './value.ts';
import type { Workspace } from './workspace.ts';

/** Everything an extractor may ask of one side of one file. */
export interface Reading {
  readonly unit: Unit;
  readonly scopes: Scopes;
  readonly resolver: Resolver;
  readonly workspace: Workspace;
  /** Names of personal and sensitive data: the built-in ones, and a team's. */
  readonly vocabulary: Vocabulary;
  /** Entry points of this file: found once, before the extractors run. */
  readonly routes: readonly Route[];
  /** What a node belongs to: route, function, class or file. */
  readonly subjectOf: (node: SyntaxNode) => Subject;
}

/** What is known of a file before its routes are. */
export type FileReading = Omit<Reading, 'routes' | 'subjectOf' | 'vocabulary'>;

/** An entry point that requests reach, with what stands between them and the handler. */
export interface Route {
  /** Upper case; `ALL` for any; `RPC`, `JOB` for what is no HTTP. */
  readonly method: string;
  /** As written, mount prefixes of this file included: `/users/:id`. */
  readonly path: string;
  /** `DELETE /users/:id`: the subject's symbol. */
  readonly symbol: string;
  /** The statement or decorator that registers it. */
  readonly node: SyntaxNode;
  readonly handler: SyntaxNode | null;
  /** Name of the router object or class, so that siblings are known. */
  readonly group: string;
  /** In the order they run; inherited ones first. */
  readonly guards: readonly GuardUse[];
  /** What stands around it, may ask more, and is not read: files that are put in. */
  readonly unread?: readonly string[];
}

/** A guard at a place where it stands in front of something. */
export interface GuardUse extends GuardSummary {
  readonly node: SyntaxNode | null;
  /** `route`: on it; `router`, `class`, `module`, `mount`: inherited. */
  readonly from: 'route' | 'router' | 'class' | 'module' | 'mount' | 'inline';
  readonly tier: Tier;
  readonly why: string;
  /** `after-effect`: it stands behind what it should prevent. `outside-route`: it wraps what is no longer called. `goes-on`: it answers and does not leave. `unawaited`: nobody waits for what it answers. */
  readonly order?: string;
  /** Asked inside a function that is called and is not known as a guard: who no longer calls it does not do its work either. */
  readonly within?: { readonly name: string; readonly isOfThisFile: boolean };
}

/**
 * One act found at one place; `to-fact.ts` turns it into a fact. When the resource is a parameter of the function around
 * it, the act is lifted to the function's callers in this file, and noted for callers in other files.
 */
export interface Site {
  readonly kind: FactKind;
  readonly action: string;
  readonly resource: {
    /** `normalise.ts` says how texts of each kind are compared. */
    readonly kind: string;
    readonly value: Value;
    /** Compared instead of the value, which is then only shown. */
    readonly norm?: string;
  };
  readonly node: SyntaxNode;
  /** Where the resource stands, when it is a text of its own. */
  readonly resourceNode?: SyntaxNode;
  readonly evidence: readonly { readonly node: SyntaxNode; readonly role: EvidenceRole }[];
  readonly tier: Tier;
  /** Shown to the reviewer: "`requests.get` is imported from requests". */
  readonly why: readonly string[];
  readonly qualifiers?: Readonly<Record<string, string>>;
  readonly detail?: FactDetail;
  /** When it is not what the node stands in. */
  readonly subject?: Subject;
  /** Evidence in other files. */
  readonly elsewhere?: readonly Evidence[];
  /** What it is part of says more than is told. */
  readonly isCut?: true;
}

/** A call that a table should know and does not: nothing is claimed of it, and `countersign explain` lists it. */
export interface Unlisted {
  readonly kind: 'unlisted';
  readonly node: SyntaxNode;
  /** A sentence: "The table has no operation FrobnicateObject of S3." */
  readonly what: string;
}

export interface Extractor {
  /** The file's name. */
  readonly id: string;
  readonly kinds: readonly FactKind[];
  /**
   * `code`: every programming language; `data`: YAML, JSON, TOML, requirements; `all`: prose too; `every`: also texts that no
   * language is known of; or language ids.
   */
  readonly languages: 'code' | 'data' | 'all' | 'every' | readonly string[];
  readonly extract: (reading: Reading) => Iterable<Site | Unlisted>;
}

export function defineExtractor(extractor: Extractor): Extractor {
  return extractor;
}

/** Finds the routes one framework registers. One file and one table row each. */
export interface RouteFinder {
  readonly id: string;
  readonly languages: readonly string[];
  readonly find: (reading: FileReading) => Iterable<Route>;
  /** Routers of other files that this one puts under a prefix or behind guards. */
  readonly mounts?: (reading: FileReading) => Iterable<Mount>;
  /** What a class asks of the entry points of classes that extend it, in other files too. */
  readonly inherited?: (reading: FileReading, owner: SyntaxNode) => readonly GuardUse[];
}

export function defineRouteFinder(finder: RouteFinder): RouteFinder {
  return finder;
}
