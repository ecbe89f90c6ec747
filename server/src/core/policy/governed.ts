import type { Rule, RuleSource } from '../model/policy.ts';

/** Findings about what decides how edits are judged, who may approve, and whether the gate runs. */
export const GOVERNED_DETECTORS: readonly string[] = [
  'policy-weakened',
  'signers-changed',
  'owners-changed',
  'gate-weakened',
];

/** Where agents are told to ask before they write. */
const HOOK_FILES: readonly string[] = [
  '**/.claude/settings*.json',
  '**/.claude/hooks/**',
  '**/.codex/{config.toml,hooks.json,hooks/**}',
  '**/.cursor/{hooks.json,hooks/**}',
  '**/.gemini/settings.json',
  '**/.github/hooks/**',
  '**/.clinerules/hooks/**',
  '**/.opencode/plugin*/**',
  '**/opencode.json*',
  '**/.countersign/**',
];

/** What `governedBy: role` stands for. */
export function governedRules(role: string, source: RuleSource): readonly Rule[] {
  const rule = (match: Rule['match']): Rule => ({
    id: 'governed',
    match: { context: ['any'], ...match },
    obligation: { kind: 'approve', role },
    floor: true,
    source,
  });
  return [
    rule({ kind: ['agent.config', 'workflow.gate'], detector: GOVERNED_DETECTORS }),
    rule({ kind: ['agent.config'], change: ['removed', 'weakened', 'widened', 'redirected'], path: HOOK_FILES }),
  ];
}
