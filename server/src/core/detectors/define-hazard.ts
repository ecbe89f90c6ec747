import type { Fact } from '../model/fact.ts';
import type { Detector } from './define.ts';

/** A detector of one action of `workflow.step`, as the tables of hazards name it. */
export interface HazardDetector extends Omit<Detector, 'facet' | 'detect'> {
  readonly message: (fact: Fact) => string;
}

export function defineHazardDetector({ message, ...detector }: HazardDetector): Detector {
  return {
    ...detector,
    facet: 'workflow',
    *detect(delta) {
      for (const row of delta.of('workflow.step', 'added', 'redirected'))
        if (row.fact.action === detector.id) yield { change: row, message: message(row.fact) };
    },
  };
}
