import { isIn } from '../automations/agent-plan.ts';
import { planOfCrews } from '../automations/crew-plan.ts';
import { childOf } from '../../text/tree.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { textOfValue, type Argument, type Value } from '../value.ts';
import { known } from '../to-fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';

/** Libraries that let a model act. Their names as npm and PyPI have them, 2026-11. */
const LIBRARY =
  /^(?:langchain\w*|langgraph\w*|agents|openai|anthropic|claude_agent_sdk|claude_code_sdk|autogen\w*|ag2|crewai\w*|llama_index|smolagents|pydantic_ai|semantic_kernel|strands|google\.adk|haystack|agno|mcp|fastmcp|ai|@ai-sdk|@openai\/agents[\w-]*|@langchain|@anthropic-ai|@mastra|llamaindex|genkit)(?:[./]|$)/;

const LIMITS =
  /^(?:max_iterations|maxIterations|max_iter|max_turns|maxTurns|maxSteps|max_steps|recursion_limit|recursionLimit|max_execution_time|max_consecutive_auto_reply|maxBudgetUsd|max_budget_usd|max_rpm|usage_limits|max_round|max_tool_calls|maxToolRoundtrips|tool_call_limit|stopWhen)$/;
/** Calls that stand for the number they are given. */
const COUNTS = /(?:^|\.)stepCountIs$/;
/** An option, and the values by which nobody is asked or nothing is held back. */
const OPTIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:permission_mode|permissionMode)$/, /^(?:bypassPermissions|acceptEdits|dontAsk)$/],
  [/^human_input_mode$/, /^NEVER$/],
  [/^(?:require_approval|requireApproval)$/, /^(?:never|false|False)$/],
  [/^(?:needs_approval|needsApproval)$/, /^(?:false|False)$/],
  [
    /^(?:allow_dangerous_(?:requests|code|deserialization|tools)|allow_code_execution|allowDangerouslySkipPermissions|dangerously_skip_permissions|dangerouslySkipPermissions|dangerouslyDisableSandbox|trust_remote_code|auto_approve|autoApprove|always_allow|allow_delegation_to_any)$/i,
    /^(?:true|True)$/,
  ],
  [/^use_docker$/, /^(?:false|False)$/],
  [/^code_execution_mode$/, /^unsafe$/],
  [/^executor_type$/, /^local$/],
];
/** Where a run stops and waits for a person. */
const STOPS =
  /^(?:interrupt_before|interruptBefore|interrupt_after|interruptAfter|human_input|canUseTool|can_use_tool|interrupt_on|interruptOn)$/;
/** Where a person says yes to one tool, unless it says that nobody does. */
const ASKS = /^(?:needs_approval|needsApproval)$/;
/** Who may have others do the work: an option, and what it says then. */
const DELEGATES: readonly (readonly [RegExp, RegExp])[] = [
  [/^allow_delegation$/, /^(?:true|True)$/],
  [/^process$/, /(?:^|\.)hierarchical$/],
];
/** What looks at texts on their way in or out. */
const CHECKS =
  /^(?:input_guardrails|output_guardrails|inputGuardrails|outputGuardrails|guardrails|guardrail|safety_settings|safetySettings|before_tool_callback|beforeToolCallback|before_model_callback|inputProcessors|outputProcessors)$/;

/** Characters of a list of what is asked about. */
const MAX_TEXT = 400;

/** How far an agent in code goes by itself. */
export const agentLimits = defineExtractor({
  id: 'agent-limits',
  kinds: ['agent.autonomy'],
  languages: ['python', 'javascript', 'typescript', 'tsx'],
  *extract(reading) {
    const { unit, resolver } = reading;
    for (const kind of ['call', 'new'] as const)
      for (const call of unit.ofKind(kind)) {
        const path = resolver.calleeOf(call);
        if (path === null || !LIBRARY.test(path)) {
          yield* ofRun(reading, call);
          continue;
        }
        // A task that no crew is given asks nobody.
        if (isIn(planOfCrews(reading).leftOut, call)) continue;
        const what = path.replaceAll('()', '').split(/[./]/).pop() ?? path;
        for (const [name, node] of optionsOf(reading, resolver.argumentsOf(call)))
          yield* siteOf(reading, what, name, node, call);
      }
  },
});

const RUNS = /(?:^|\.)a?(?:invoke|stream|stream_events|streamEvents|batch)$/;
const OF_GRAPH = /^(?:recursion_limit|recursionLimit)$/;

/** `agent.invoke(state, { recursionLimit: 50 })` of an agent that another file makes. */
function* ofRun(reading: Reading, call: SyntaxNode): Generator<Site> {
  const { unit, resolver } = reading;
  const callee = childOf(call, 'call.callee');
  if (callee === null || !RUNS.test(unit.textOf(callee).slice(-40))) return;
  for (const { name, value } of resolver.argumentsOf(call)) {
    const given = value();
    if (given.kind !== 'object' || (name !== null && name !== 'config')) continue;
    for (const [key, node] of resolver.entriesOf(given.node))
      if (OF_GRAPH.test(key)) yield* siteOf(reading, 'the graph', key, node, call);
  }
}

function* siteOf(reading: Reading, what: string, name: string, node: SyntaxNode, call: SyntaxNode): Generator<Site> {
  const value = reading.resolver.valueOf(node);
  const text = shortText(reading, node, value);
  const site = (action: string, said: string, reach?: 'wide' | 'narrow'): Site => ({
    kind: 'agent.autonomy',
    action,
    resource: { kind: 'setting', value: known(`${name} of ${what}`), norm: `${name} of ${what}` },
    node: node.parent?.kind === 'entry' || node.parent?.kind === 'keyword' ? node.parent : node,
    evidence: [{ node: call, role: 'call' }],
    tier: 'resolved',
    why: [`\`${what}\` is given ${name}.`],
    qualifiers: { value: said, ...(reach === undefined ? {} : { reach }) },
  });
  if (LIMITS.test(name)) {
    const isNone =
      /^(?:None|null|undefined|Infinity|float\(.inf.\)|math\.inf|Number\.\w+)$/.test(text) || Number(text) < 0;
    if (isNone) yield site('limit', 'none', 'wide');
    else if (text !== '') yield site('limit', text.slice(0, 80));
  } else if (STOPS.test(name) || CHECKS.test(name)) {
    if (!/^(?:\[\]|None|null|undefined|False|false)$/.test(text))
      yield site(STOPS.test(name) ? 'stop' : 'check', text.slice(0, MAX_TEXT));
  } else if (ASKS.test(name) && !/^(?:false|False|None|null|undefined)$/.test(text)) yield site('stop', 'asked');
  else {
    const row = OPTIONS.find(([names]) => names.test(name));
    if (row !== undefined && /^[\w-]+$/.test(text))
      yield row[1].test(text) ? site('option', text, 'wide') : site('option', text, 'narrow');
    if (DELEGATES.some(([names, values]) => names.test(name) && values.test(text))) yield site('delegate', text);
  }
}

function shortText({ unit }: Reading, node: SyntaxNode, value: Value): string {
  if (value.kind === 'number') return String(value.value);
  if (value.kind === 'call' && COUNTS.test(value.of)) {
    const count = value.args[0]?.value();
    if (count?.kind === 'number') return String(count.value);
  }
  return textOfValue(value) ?? unit.textOf(node).slice(0, MAX_TEXT).replaceAll(/\s+/g, ' ');
}

function optionsOf({ resolver }: Reading, args: readonly Argument[]): readonly (readonly [string, SyntaxNode])[] {
  return args.flatMap(({ name, node, value }): readonly (readonly [string, SyntaxNode])[] => {
    if (name !== null) return node === null ? [] : [[name, node]];
    const given = value();
    const object = given.kind === 'object' ? given.node : null;
    if (object === null) return [];
    return [...resolver.entriesOf(object)].flatMap(([key, each]): readonly (readonly [string, SyntaxNode])[] => {
      const inner =
        key === 'options' && childOf(each.parent ?? each, 'entry.value')?.kind === 'object'
          ? [...resolver.entriesOf(each)]
          : [];
      return [[key, each], ...inner];
    });
  });
}
