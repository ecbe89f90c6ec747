import type { Layer, Policy, PolicyException, Rule, RuleMatch } from '../model/policy.ts';
import { printAsked, printObligation } from '../model/obligation.ts';
import { capital } from '../text/prose.ts';

/** A policy as it is in force, for people: Markdown, weakest layer first. */
export function printPolicy(policy: Policy, source: string): string {
  return [
    '# Policy in force',
    `Read from ${text(source)}. Digest \`${policy.digest}\`.`,
    modeWords(policy),
    'Layers, weakest first: of the rules that match a finding those of the last layer decide, among them the strongest; floors are minima.',
    ...policy.layers.flatMap((layer) => layerLines(layer)),
    ...roleLines(policy),
    ...tableLines(policy),
  ]
    .join('\n\n')
    .concat('\n');
}

function modeWords({ mode, observeUntil }: Policy): string {
  if (mode === 'enforce') return 'Mode: enforced.';
  return observeUntil === undefined
    ? 'Mode: observed only; it stops nobody.'
    : `Mode: observed only, until ${observeUntil}.`;
}

function layerLines({ name, title, folder, rules, hold, exceptions = [] }: Layer): readonly string[] {
  const where = folder === undefined || folder === '' ? '' : `, for \`${folder}/\``;
  return [
    `## ${capital(name)}: ${text(title)}${where}`,
    ...(rules.length === 0 ? ['No rules.'] : [table(['Rule', 'Matches', 'Asks for', 'Stands in'], rules.map(ruleRow))]),
    ...(exceptions.length === 0
      ? []
      : [table(['Exception', 'Matches', 'Still asked', 'Until', 'Given by', 'Reason'], exceptions.map(exceptionRow))]),
    ...(hold.length === 0
      ? []
      : [`Waits before it is written:\n\n${hold.map((match) => `- ${matchWords(match)}`).join('\n')}`]),
  ];
}

function ruleRow(rule: Rule): readonly string[] {
  const { id, match, floor, source } = rule;
  return [
    code(id),
    matchWords(match),
    `${text(printAsked(rule))}${floor === true ? ' (floor)' : ''}`,
    text(`${source.file}:${source.line}`),
  ];
}

function exceptionRow({ id, match, obligation, until, role, reason }: PolicyException): readonly string[] {
  return [code(id), matchWords(match), text(printObligation(obligation)), until, text(role), text(reason)];
}

export function matchWords(match: RuleMatch): string {
  const fields = Object.entries(match) as [string, readonly string[]][];
  if (fields.length === 0) return 'everything';
  return fields.map(([field, words]) => `${field} ${words.map(code).join(', ')}`).join('; ');
}

function roleLines({ roles, owners = [], governedBy }: Policy): readonly string[] {
  const rows = Object.entries(roles).map(([role, holders]) => [code(role), holders.map(code).join(', ') || 'nobody']);
  return [
    ...(rows.length === 0 ? [] : ['## Roles', table(['Role', 'Held by'], rows)]),
    ...(governedBy === undefined ? [] : [`Changes that weaken this policy need approval by ${code(governedBy)}.`]),
    ...(owners.length === 0
      ? []
      : [
          '## Owners',
          table(
            ['Paths', 'Role'],
            owners.map(({ path, role }) => [path.map(code).join(', '), code(role)]),
          ),
        ]),
  ];
}

function tableLines({
  dataClasses = [],
  guards = [],
  vendors = [],
  sinks = [],
  wrappers = [],
  ignore,
  privacy,
  attention,
}: Policy): readonly string[] {
  const lines = [
    ...dataClasses.map(({ id, names = [] }) => `- class of data ${code(id)}: ${names.map(code).join(', ')}`),
    ...guards.map(
      ({ call, requires, value }) =>
        `- guard ${code(call)}: ${requires}${value === undefined ? '' : ` ${code(value)}`}`,
    ),
    ...vendors.map(
      ({ name, packages = [], hosts = [] }) =>
        `- vendor ${text(name)}: ${[...packages, ...hosts].map(code).join(', ')}`,
    ),
    ...sinks.map(({ call, sink }) => `- sink ${code(call)}: ${sink}`),
    ...wrappers.map(({ call, does }) => `- wrapper ${code(call)}: ${code(does)}`),
    ...ignore.map((path) => `- not reviewed: ${code(path)}`),
    `- records keep of prompts: ${privacy.recordPrompts}`,
    ...(privacy.identity === 'key-id' ? ['- records name people by their keys alone'] : []),
    ...(privacy.attentionTimes === undefined || privacy.attentionTimes === 'exact'
      ? []
      : [`- records keep of times on screen: ${privacy.attentionTimes === 'off' ? 'nothing' : 'hour and minutes'}`]),
    ...(attention?.fullyInView === undefined
      ? []
      : [`- accepted only when fully in view: hunks that ask for ${attention.fullyInView} or more`]),
  ];
  return ['## Settings', lines.join('\n')];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Of others: nothing in it may become markup. */
function text(value: string): string {
  return value.replaceAll(/[\\`*_{}[\]<>|#~]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}

function code(value: string): string {
  const plain = value.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`);
  const fence = '`'.repeat(Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return plain.includes('`') ? `${fence} ${plain} ${fence}` : `\`${plain}\``;
}
