import type { Cancel } from '../core/model/cancel.ts';
import type { GateInput } from '../core/model/gate.ts';
import type { Clock } from './clock.ts';
import type { Repository } from './git-repository.ts';

/** What is asked of the gate. */
export interface GateRequest {
  readonly repository: Repository;
  /** Commits. */
  readonly base: string;
  readonly head: string;
  /** For people: what the base is called. */
  readonly baseTitle: string;
  /** What `--records` names; none: what is in this clone. */
  readonly sources: readonly string[];
  /** Where these names are looked up. */
  readonly directory: string;
  /** The policy above that of the repository: a file, or a digest. */
  readonly organisation: string | null;
  readonly requireOrigin: GateInput['requireOrigin'];
  readonly cancel: Cancel;
  readonly clock: Clock;
}
