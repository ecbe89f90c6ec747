import type { Problem } from '../model/problem.ts';
import type { ReadLayer } from './read-layer.ts';
import { locateValue, toProblem } from './read-yaml.ts';

/** Settings by which a policy asks for nothing, or for nothing for ever. */
export function lintSettings({ settings, yaml }: ReadLayer): readonly Problem[] {
  const everything = (settings.ignore ?? []).flatMap((pattern, at) =>
    /^[./*]+$/u.test(pattern)
      ? [
          toProblem(
            yaml,
            'CS1050',
            `"${pattern}" leaves every file out of review, and of the gate.`,
            locateValue(yaml, ['ignore', at]),
          ),
        ]
      : [],
  );
  const isEndless = settings.mode === 'observe' && settings.until === undefined;
  const endless = isEndless
    ? [toProblem(yaml, 'CS1051', 'The policy observes, and nothing says until when.', locateValue(yaml, ['mode']))]
    : [];
  return [...everything, ...endless];
}
