import { toVersion } from '../../core/ingest.ts';
import { neverCancelled } from '../../core/model/cancel.ts';
import type { AutoApproval } from '../../core/model/change.ts';
import type { Fact } from '../../core/model/fact.ts';
import { createEngine } from '../../core/load-language.ts';
import { readFiles } from '../../core/read-files.ts';
import type { ReadingContext } from '../../core/read-sides.ts';
import { createAnalysisCache } from '../analyze-workspace.ts';
import { shippedGrammars } from '../grammars.ts';
import type { Place } from './define.ts';
import { readSettings, type SettingsText } from './settings-files.ts';

/** As what its settings are read, wherever they stand. */
const readAs: Readonly<Record<string, string>> = {
  'claude-code': '.claude/settings.json',
  codex: '.codex/config.toml',
  'gemini-cli': '.gemini/settings.json',
  cursor: '.cursor/cli.json',
  vscode: '.vscode/settings.json',
  opencode: 'opencode.jsonc',
};

const maxTold = 20;

/** For whoever analyses nothing else: opened with the first settings that are read, and kept as long as what it answers. */
export function openWhenRead(): () => ReadingContext {
  let context: ReadingContext | null = null;
  return () =>
    (context ??= { engine: createEngine(shippedGrammars()), cache: createAnalysisCache(), cancel: neverCancelled });
}

/**
 * What an agent may do without a question, as its settings say now. Empty too: no settings of the agent are known.
 * @param open called when there are settings to read
 */
export async function findAutoApprovals(
  agent: string,
  place: Pick<Place, 'root' | 'home'>,
  open: () => ReadingContext,
): Promise<readonly AutoApproval[]> {
  const path = Object.hasOwn(readAs, agent) ? readAs[agent] : undefined;
  if (path === undefined) return [];
  const settings = await readSettings(agent, place);
  const said = new Set<string>();
  const found: AutoApproval[] = [];
  for (const each of settings) {
    const facts = await autonomyIn(path, each, open());
    for (const { setting, value, isWide } of facts)
      if (isWide && !said.has(setting)) found.push({ setting, value, source: each.file });
    for (const { setting } of facts) said.add(setting);
  }
  return found.slice(0, maxTold);
}

/** For people: a sentence for each file that says so. */
export function asksLessWords(approvals: readonly AutoApproval[]): readonly string[] {
  return [...new Set(approvals.map(({ source }) => source))].map((source) => {
    const own = approvals.filter((each) => each.source === source);
    return `${source}: it asks less than it would: ${own.map(({ setting, value }) => `${setting} is "${value}"`).join(', ')}.`;
  });
}

interface Autonomy {
  readonly setting: string;
  readonly value: string;
  readonly isWide: boolean;
}

async function autonomyIn(path: string, { text }: SettingsText, context: ReadingContext): Promise<readonly Autonomy[]> {
  const [read] = await readFiles([{ path, version: toVersion(text) }], new Map(), context);
  return (read?.facts ?? []).flatMap(toAutonomy);
}

function toAutonomy({ kind, action, resource, qualifiers }: Fact): readonly Autonomy[] {
  const value = qualifiers?.['value'];
  if (kind !== 'agent.autonomy' || value === undefined) return [];
  const isAllowing = action === 'rule' ? value === 'allow' : action === 'level' || action === 'option';
  return [{ setting: resource.norm, value, isWide: isAllowing && qualifiers?.['reach'] === 'wide' }];
}
