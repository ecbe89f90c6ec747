import type { SyntaxNode } from '../../model/syntax.ts';
import { holderOfCall } from '../agent-reach/agents-made.ts';
import type { FileReading } from '../define.ts';
import { textOfValue } from '../value.ts';
import { callsIn, declaredName, environmentSecrets, optionsOf, textOfOption, type CodeCall } from './code-calls.ts';
import {
  automation,
  type AutomationKind,
  type FoundApproval,
  type FoundAutomation,
  type FoundIdentity,
  type FoundPart,
} from './define.ts';
import { isIn, type AgentPlan, type PlanReader } from './agent-plan.ts';
import { fileName } from './file-name.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';

/** How a library has agents written: which calls make one, and by which arguments. */
export interface AgentForm {
  readonly id: string;
  readonly title: string;
  readonly words: AutomationKind['words'];
  /** Canonical paths of what makes an agent, or asks a model that may call tools. */
  readonly agents: RegExp;
  /** Only with tools is such a call an agent. */
  readonly needsTools?: true;
  /** Canonical paths of decorators and calls that make a tool. */
  readonly tools?: RegExp;
  /** Canonical paths of what makes a model, where agents are given it by a name or by position. */
  readonly models?: RegExp;
  /** Where the way that its agents work together is written. */
  readonly plan?: PlanReader;
  /** Whose models these are where nothing else is said, and the variable its library reads its key from. */
  readonly provider?: readonly [name: string, key: string];
  /** The variable that its library reads the key for a model from, by the model's name. */
  readonly keyOf?: (model: string) => string | null;
}

const NAMES = ['name', 'agentName', 'agent_name', 'role', 'id'];
const MODELS = ['model', 'llm', 'llm_config', 'model_client', 'modelId', 'model_id', 'service', 'chat_client', 'brain'];
const TOOLS = [
  'tools',
  'functions',
  'plugins',
  'mcp_servers',
  'mcpServers',
  'mcp',
  'handoffs',
  'allowedTools',
  'allowed_tools',
  'toolsets',
  'activeTools',
];
/** A person says yes: `needs_approval=True`, `human_input=True`, `interrupt_before=[…]`. */
const APPROVALS =
  /^(?:needs_?[aA]pproval|require_?[aA]pproval|requires_?[cC]onfirmation|human_input|interrupt_?[bB]efore|interrupt_?[aA]fter|interrupt_?[oO]n|can_?[uU]se_?[tT]ool|approval_?[mM]ode|permission_?[mM]ode)$/;
const ASKS =
  /(?:^|[./])(?:interrupt|HumanInTheLoopMiddleware|humanInTheLoopMiddleware|HumanInputRun|UserProxyAgent|HumanApprovalCallbackHandler)$/;

/** One automation a file: its agents are its steps. */
export function defineAgentForm(form: AgentForm): AutomationKind {
  return {
    id: form.id,
    title: form.title,
    languages: 'code',
    words: form.words,
    // What agents do is told by the facts of agents.
    isToldElsewhere: 'but-agents',
    *find(reading) {
      const made = callsIn(reading, form.agents).map((call) => ({ call, options: optionsOf(reading, call) }));
      const agents =
        form.needsTools === true ? made.filter(({ options }) => TOOLS.some((key) => options.has(key))) : made;
      const plan = form.plan?.(reading) ?? null;
      const [first] = agents.length > 0 ? [agents[0]!.call.call] : (plan?.told ?? []);
      if (first !== undefined) yield toAutomation(reading, form, agents, plan, first);
    },
  };
}

interface Agent {
  readonly call: CodeCall;
  readonly options: ReadonlyMap<string, SyntaxNode>;
}

function toAutomation(
  reading: FileReading,
  form: AgentForm,
  agents: readonly Agent[],
  plan: AgentPlan | null,
  first: SyntaxNode,
): FoundAutomation {
  const { tree } = reading.unit;
  const hosts = hostsBelow(reading, tree.root);
  const named = agents.map((agent) => ({ ...agent, name: nameOf(reading, agent) }));
  const models = onceByName([
    ...agents.flatMap((agent) => modelsOf(reading, form, agent)),
    ...declaredModels(reading, form),
    ...modelHosts(hosts),
  ]);
  const only = named.length === 1 ? named[0]!.name : null;
  const secrets = environmentSecrets(reading);
  return automation({
    name: only ?? fileName(reading.unit.path),
    node: first,
    steps: [
      ...(plan?.steps ?? []),
      ...named
        .filter(({ call }) => plan?.told.has(call.call) !== true)
        .map(({ call, name }) => ({
          name: name ?? holderOfCall(reading, call.call) ?? lastOf(call.path),
          detail: lastOf(call.path),
          node: call.call,
        })),
    ],
    identities: secrets.length > 0 ? secrets : [...keyOfLibrary(form, first), ...keysOfModels(form, models)],
    connectors: hosts,
    models,
    tools: onceByName([...agents.flatMap((agent) => toolsOf(reading, agent)), ...declaredTools(reading, form)]),
    approvals: approvalsOf(reading, plan),
    gaps: ['What starts it stands in the code that calls it.'],
  });
}

function keyOfLibrary({ provider }: AgentForm, node: SyntaxNode): readonly FoundIdentity[] {
  return provider === undefined ? [] : [keyRead(provider[1], node)];
}

function keysOfModels({ keyOf }: AgentForm, models: readonly FoundPart[]): readonly FoundIdentity[] {
  const found = models.flatMap(({ name, node }) => {
    const key = keyOf?.(name) ?? null;
    return key === null ? [] : [keyRead(key, node)];
  });
  return onceByName(found);
}

/** A variable that nobody but the library reads. */
export function keyRead(variable: string, node: SyntaxNode): FoundIdentity {
  return {
    type: 'credential',
    name: `$${variable}`,
    lifetime: 'static',
    grants: [],
    detail: 'as its library reads it',
    node,
  };
}

function nameOf(reading: FileReading, { call, options }: Agent): string | null {
  return textOfOption(reading, options, ...NAMES) ?? declaredName(reading, call.decorated);
}

function lastOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1).replace(/\(\)$/, '');
}

/** A name, or the class or call that makes the model: `ChatOpenAI(model="gpt-5")`. */
function modelsOf(reading: FileReading, { provider }: AgentForm, { options, call }: Agent): readonly FoundPart[] {
  const key = MODELS.find((each) => options.has(each));
  const node = key === undefined ? undefined : options.get(key);
  if (node === undefined)
    return provider === undefined ? [] : [{ name: provider[0], detail: 'as nothing else is said', node: call.call }];
  const value = reading.resolver.valueOf(node);
  const text = textOfValue(value);
  if (text !== null) return [{ name: text, ...(provider === undefined ? {} : { detail: `of ${provider[0]}` }), node }];
  if (value.kind !== 'call') return [];
  const inner = { args: value.args };
  const own =
    textOfOption(
      reading,
      optionsOf(reading, inner),
      'model',
      'model_name',
      'modelName',
      'deployment_name',
      'ai_model_id',
    ) ?? textOfValue(value.args[0]?.value() ?? { kind: 'unknown' });
  return [{ name: own ?? lastOf(value.of), detail: `by ${lastOf(value.of)}`, node }];
}

function declaredModels(reading: FileReading, { models }: AgentForm): readonly FoundPart[] {
  if (models === undefined) return [];
  return callsIn(reading, models).map((call) => {
    const first = call.args[0]?.name === null ? textOfValue(call.args[0].value()) : null;
    const name = textOfOption(
      reading,
      optionsOf(reading, call),
      'model',
      'model_name',
      'modelName',
      'azure_deployment',
    );
    return { name: name ?? first ?? lastOf(call.path), detail: `by ${lastOf(call.path)}`, node: call.call };
  });
}

function toolsOf(reading: FileReading, { options }: Agent): readonly FoundPart[] {
  return TOOLS.flatMap((key) => {
    const node = options.get(key);
    if (node === undefined) return [];
    const value = reading.resolver.valueOf(node);
    if (value.kind === 'object')
      return [...reading.resolver.entriesOf(value.node)].map(([name, at]): FoundPart => ({ name, node: at }));
    const items = value.kind === 'list' && value.node !== null ? value.node.children : [];
    return items.flatMap((item) => nameOfTool(reading, item));
  });
}

function nameOfTool(reading: FileReading, item: SyntaxNode): readonly FoundPart[] {
  if (item.kind === 'comment') return [];
  const value = reading.resolver.valueOf(item);
  if (value.kind === 'object') {
    const entries = reading.resolver.entriesOf(value.node);
    const inner = entries.get('function');
    const nested = inner === undefined ? null : reading.resolver.valueOf(inner);
    const text =
      textOfOption(reading, entries, 'name', 'type') ??
      (nested?.kind === 'object' ? textOfOption(reading, reading.resolver.entriesOf(nested.node), 'name') : null);
    return text === null ? [] : [{ name: text, node: item }];
  }
  const text = textOfValue(value);
  const given = value.kind === 'call' ? textOfOption(reading, optionsOf(reading, value), 'name') : null;
  const name =
    text ??
    given ??
    (value.kind === 'call'
      ? lastOf(value.of)
      : value.kind === 'symbol'
        ? lastOf(value.name)
        : value.kind === 'function'
          ? declaredName(reading, value.node)
          : null) ??
    reading.unit.textOf(item).replace(/\(\)$/, '');
  return name.length > 80 ? [] : [{ name, node: item }];
}

function declaredTools(reading: FileReading, { tools }: AgentForm): readonly FoundPart[] {
  if (tools === undefined) return [];
  return callsIn(reading, tools).flatMap((call) => {
    const options = optionsOf(reading, call);
    const first = call.args[0]?.name === null ? textOfValue(call.args[0].value()) : null;
    const name = textOfOption(reading, options, 'name') ?? declaredName(reading, call.decorated) ?? first;
    return name === null ? [] : [{ name, node: call.call }];
  });
}

/** What the plan of the agents says of one is more than its name. */
function approvalsOf(reading: FileReading, plan: AgentPlan | null): readonly FoundApproval[] {
  const { unit, resolver } = reading;
  const given = [...unit.ofKind('keyword'), ...unit.ofKind('entry')].flatMap((node): readonly FoundApproval[] => {
    const [key, value] = node.children;
    const name = key === undefined ? '' : unit.textOf(key).replace(/^["']|["']$/g, '');
    if (!APPROVALS.test(name) || value === undefined) return [];
    const said = resolver.valueOf(value);
    const isOff =
      (said.kind === 'boolean' && !said.value) ||
      said.kind === 'null' ||
      /^["'](?:never|NEVER|bypassPermissions|none)["']$/.test(unit.textOf(value));
    return isOff ? [] : [{ name, detail: unit.textOf(value).slice(0, 60), node, isOption: true }];
  });
  const told = plan?.approvals ?? [];
  const asked = callsIn(reading, ASKS)
    .filter(({ call }) => !isIn(plan?.leftOut ?? [], call) && !told.some(({ node }) => node === call))
    .map(({ path, call, args }): FoundApproval => ({
      name: lastOf(path),
      node: call,
      // What it asks about is told with the options.
      ...(args.some(({ name }) => name !== null && APPROVALS.test(name)) ? { isOption: true } : {}),
    }));
  return [...told, ...onceByName([...given.filter(({ node }) => !isIn(plan?.leftOut ?? [], node)), ...asked])];
}
