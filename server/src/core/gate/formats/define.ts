import type { GatedFile, GatedFinding, GatedRole, GateVerdict } from '../../model/gate.ts';
import type { MissingWords } from '../missing-words.ts';

export interface ReportedFinding extends GatedFinding {
  /** 0-based line of the after-side where it is shown. */
  readonly line: number;
  readonly words: MissingWords | null;
  /** Roles that must approve, with who has and who can. */
  readonly asked: readonly (GatedRole & { readonly holders: readonly string[] })[];
}

export interface ReportedFile extends GatedFile {
  readonly words: MissingWords | null;
}

/** A verdict with what people and their tools want to know beside it. */
export interface GateReport {
  readonly verdict: Omit<GateVerdict, 'findings' | 'unjudged'>;
  readonly findings: readonly ReportedFinding[];
  readonly unjudged: readonly ReportedFile[];
  /** `origin/main (1a2b3c4d5e) .. HEAD (5e4d3c2b1a), merged`. */
  readonly title: string;
  readonly range: { readonly base: string; readonly head: string; readonly tree: string };
  /** What was read, and what of it counts for nothing. */
  readonly sources: readonly GateSource[];
  readonly tool: { readonly version: string };
}

export interface GateSource {
  readonly title: string;
  readonly records: number;
  /** Why its records do not count, or not all. */
  readonly fault: string | null;
}

/** A form in which the gate answers: one file, and one row in `table.ts`. */
export interface GateFormat {
  readonly id: string;
  readonly write: (report: GateReport) => string;
}

export function defineGateFormat(format: GateFormat): GateFormat {
  return format;
}
