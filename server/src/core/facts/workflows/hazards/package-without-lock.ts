import { partOf } from '../workflow.ts';
import { defineHazard } from './define.ts';
import { oneLineEach } from './places.ts';

/** Take in what is named behind them: whatever the registry has by then, with all that it asks for. */
const ADDS =
  /(?:^|[\s;&|(])((?:npm\s+(?:install|i|add)|pnpm\s+(?:add|install|i)|yarn\s+(?:global\s+)?add|bun\s+add|gem\s+(?:install|i)|bundle\s+add)((?:[ \t]+[^\s;&|<>()]+)+))/gm;
/** Options that take the next word. */
const WITH_VALUE = /^(?:-v|--version|--registry|--prefix|-C|--source|-s|--omit|--include|--cache)$/;

/**
 * Packages that a command names, beside the manifest and its lock.
 * @see https://docs.zizmor.sh/audits/#adhoc-packages (2026-11)
 */
export const packageWithoutLock = defineHazard({
  id: 'package-without-lock',
  *find(reading, { jobs }) {
    for (const job of jobs)
      for (const step of job.steps) {
        if (step.run === null) continue;
        const text = oneLineEach(reading.unit.textOf(step.run));
        for (const match of text.matchAll(ADDS)) {
          const [packages, start] = [namesIn(match[2]!), match.index + match[0].length - match[1]!.length];
          const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
          if (packages.length === 0 || /(?:^|\s)#/.test(line)) continue;
          yield {
            node: partOf(step.run, start, match.index + match[0].length),
            subject: job.subject,
            what: packages.join(' ').slice(0, 200),
            why: 'No lock holds it, nor what it asks for.',
          };
        }
      }
  },
});

/** Not options, their values, or folders and files of the job. */
function namesIn(given: string): readonly string[] {
  const words = given.trim().split(/\s+/);
  return words.filter(
    (word, at) =>
      !word.startsWith('-') &&
      !WITH_VALUE.test(words[at - 1] ?? '') &&
      !/^["']?(?:\.{0,2}\/|\$|\.$)|\.(?:tgz|gem)["']?$/.test(word),
  );
}
