import type { FactChange } from '../model/fact.ts';
import { defineDetector, type Delta } from './define.ts';

/** Tools that agents have themselves. Sources: the documentation of the agents, 2026-11. */
const OWN =
  /^(?:Read|Write|Edit|MultiEdit|Bash|Grep|Glob|WebFetch|WebSearch|Task|TodoWrite|NotebookEdit|read_file|write_file|edit_file|write_to_file|replace_in_file|apply_patch|apply_diff|list_directory|list_dir|search_files|grep_search|codebase_search|run_shell_command|run_terminal_cmd|run_in_terminal|execute_command|shell|bash|web_fetch|web_search|google_web_search|save_memory|browser_action|send_email|send_message)$/;

/** A tool is called as another one is: models that mean the one call the other. */
export const toolNameTaken = defineDetector({
  id: 'tool-name-taken',
  facet: 'agent',
  why: 'Models choose tools by their names: what was meant for the one is given to the other.',
  fix: 'Give the tool a name that says whose it is.',
  tags: ['ASI02', 'ASI04', 'CWE-290'],
  *detect(delta) {
    for (const row of newNames(delta)) {
      const { norm } = row.fact.resource;
      const before = renamedFrom(row, delta);
      if (before !== null && (OWN.test(norm) || isElsewhere(row, delta)))
        yield {
          change: row,
          as: 'redirected',
          message: `The tool ${before} is called ${norm} now, ${OWN.test(norm) ? 'as a tool that agents have themselves' : 'as another tool is'}.`,
          comparison: { before, after: norm },
        };
      else if (before === null && isTwice(row, delta))
        yield {
          change: row,
          as: 'redirected',
          message: `Two tools are called ${norm}: models cannot tell them apart.`,
        };
    }
  },
});

const NAMES = /^(?:offer|describe)$/;

/** One row a tool and file: it is offered and described. */
function newNames(delta: Delta): readonly FactChange[] {
  const found = new Map<string, FactChange>();
  for (const row of delta.of('agent.tool', 'added'))
    if (NAMES.test(row.fact.action)) {
      const key = `${row.fact.provenance.path}\n${row.fact.resource.norm}`;
      if (!found.has(key)) found.set(key, row);
    }
  return [...found.values()];
}

/** In one file one name went and one came. */
function renamedFrom({ fact }: FactChange, delta: Delta): string | null {
  const namesIn = (change: 'added' | 'removed'): ReadonlySet<string> =>
    new Set(
      delta
        .of('agent.tool', change)
        .filter((row) => NAMES.test(row.fact.action) && row.fact.provenance.path === fact.provenance.path)
        .map((row) => row.fact.resource.norm),
    );
  const [gone, come] = [namesIn('removed'), namesIn('added')];
  const [before] = gone;
  return gone.size === 1 && come.size === 1 && before !== undefined ? before : null;
}

function isElsewhere({ fact }: FactChange, delta: Delta): boolean {
  return delta
    .after('agent.tool')
    .some(
      ({ action, resource, provenance }) =>
        NAMES.test(action) && resource.norm === fact.resource.norm && provenance.path !== fact.provenance.path,
    );
}

/** Of one file, at two places. */
function isTwice({ fact }: FactChange, delta: Delta): boolean {
  const { path } = fact.provenance;
  const lines = delta
    .after('agent.tool')
    .filter(
      ({ action, resource, provenance }) =>
        action === fact.action && resource.norm === fact.resource.norm && provenance.path === path,
    )
    .map(({ provenance }) => provenance.range.start.line);
  return fact.resource.norm !== 'a tool' && new Set(lines).size > 1;
}
