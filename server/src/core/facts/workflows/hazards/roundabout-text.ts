import { expressionsIn } from '../expression.ts';
import { asText, entryOf, valueOfKey } from '../../objects.ts';
import { partOf, WORKFLOW } from '../workflow.ts';
import { defineHazard } from './define.ts';
import { ownersOf } from './places.ts';

/** `actions//checkout`, `a/b/./c`, `a/b/../d` */
const PATH = /^[^@]*(?:\/\/|\/\.{1,2}(?:\/|@|$))/;
/** Gives back what it is given, or what stands there already. */
const IDLE =
  /\bfromjson\s*\(\s*tojson\s*\(|\btojson\s*\(\s*fromjson\s*\(|\bformat\s*\(\s*'[^']*'(?:\s*,\s*(?:'[^']*'|-?\d+(?:\.\d+)?|true|false|null))*\s*\)|\bjoin\s*\(\s*'[^']*'\s*\)|^\s*(?:'[^']*'|-?\d+(?:\.\d+)?|null)\s*$/i;
/** Without a context and a function it says the same each time. */
const COMPARES = /^[^(]*(?:[<>=!]=|[<>]|&&|\|\|)[^(]*$/;
/** A key that another value names: which one is read is known only then. A matrix is read so by design, and of secrets all are handed over then, which is told by that. */
const COMPUTED = /\b(?:inputs|github|env|vars|steps|needs)(?:\.[\w-]+)*\s*\[\s*(?!['\d])[^\]]+\]/i;

/**
 * An action or an expression that is written so that tools and people read past it.
 * @see https://docs.zizmor.sh/audits/#obfuscation (2026-11)
 */
export const roundaboutText = defineHazard({
  id: 'roundabout-text',
  *find(reading, workflow) {
    const { root, jobs } = workflow;
    for (const job of jobs)
      for (const step of job.steps) {
        if (step.uses === null || step.uses.startsWith('docker://')) continue;
        const path = step.uses.replace(/^(?:\.\/|\$\/)/, '');
        if (PATH.test(path))
          yield {
            node: step.node,
            subject: job.subject,
            what: step.uses,
            why: `\`${step.uses}\` is a longer way to write another name.`,
          };
      }
    for (const { object, subject } of ownersOf(workflow))
      for (const key of ['env', 'with'])
        if (expressionsIn(asText(reading, valueOfKey(reading, object, key)) ?? '').length > 0)
          yield {
            node: entryOf(reading, object, key) ?? object,
            subject,
            what: key,
            why: `Which names \`${key}:\` gives is computed, and each of them may be one that lets others in.`,
          };
    for (const text of reading.unit.ofKind('string')) {
      if (text.start < root.start || text.end > root.end) continue;
      const raw = reading.unit.textOf(text);
      if (!raw.includes('${{')) continue;
      for (const { start, end, contexts } of expressionsIn(raw)) {
        const inner = raw.slice(start + 3, end - 2).slice(0, 2_000);
        const isComputed = COMPUTED.test(inner);
        const isFixed = contexts.length === 0 && COMPARES.test(inner);
        if (!isComputed && !isFixed && !IDLE.test(inner)) continue;
        const job = jobs.find(({ node }) => text.start >= node.start && text.end <= node.end);
        yield {
          node: partOf(text, start, end),
          subject: job?.subject ?? WORKFLOW,
          what: inner.trim().slice(0, 200),
          why: isComputed ? 'Which value it reads is computed.' : 'The expression only says what stands in it.',
        };
      }
    }
  },
});
