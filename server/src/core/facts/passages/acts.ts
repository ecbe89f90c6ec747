import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import { sinkOf } from '../apis/sinks/find-sink.ts';
import { fileCall } from '../apis/file-calls.ts';
import { networkCalls } from '../apis/network-calls.ts';
import { withoutSetters } from '../apis/go-network-calls.ts';
import { withoutSteps } from '../apis/java-network-calls.ts';
import { processCalls } from '../apis/process-calls.ts';
import { runtimeCall } from '../apis/runtime-calls.ts';
import { calledName } from '../call-chain.ts';
import type { Reading } from '../define.ts';
import { destination } from '../extractors/network.ts';
import { usesShell } from '../extractors/process.ts';
import { sqlCalls } from '../sql/sql-calls.ts';
import { answerOf } from './answers.ts';
import { isRunOfAgent, promptOf, runOfAgent } from './agent-runs.ts';
import { nodesOf, objectOf, shortPath, type FoundAct } from './found-act.ts';
import { actsOnText, frameworkActOf } from './framework-acts.ts';
import { instructionNodes } from './instruction-nodes.ts';
import { markupGiven, markupOf } from './markup.ts';
import { asksService } from './model-services.ts';
import { pageGoes } from './page-texts.ts';
import { queryOf } from './queries.ts';
import { rememberedBy } from './remembered.ts';
import { sourceOfCall } from './sources.ts';
import { argumentAt, textOfValue, type Argument } from '../value.ts';

/** All calls of a file through which a text can act. One row each is tried in turn: the first that knows a call has it. */
export function actsOf(reading: Reading): readonly FoundAct[] {
  const { unit, resolver } = reading;
  const sql = new Map(sqlCalls(reading).map((one) => [one.call, one]));
  const isScript = ['javascript', 'typescript', 'tsx'].includes(unit.language.id);
  const found: FoundAct[] = [...markupGiven(reading), ...actsOnText(reading), ...(isScript ? pageGoes(reading) : [])];
  for (const kind of ['call', 'new'] as const) {
    for (const call of unit.ofKind(kind)) {
      const callee = childOf(call, 'call.callee');
      const path = resolver.calleeOf(call);
      // What stands between backticks calls a shell without naming it.
      if (callee === null && path === null) continue;
      const args = resolver.argumentsOf(call);
      const remembered = rememberedBy(reading, call, path, args);
      found.push(...remembered);
      const act =
        (path === null ? null : (execOf(reading, call, path, args) ?? codeOf(reading, call, path, args))) ??
        queryOf(reading, call, path, args, sql.has(call)) ??
        (path === null ? null : fileOf(reading, call, path, args)) ??
        markupOf(reading, call, path, args) ??
        answerOf(reading, call, path, args) ??
        frameworkActOf(reading, call, path, args);
      if (act !== null) found.push(...act);
      else {
        if (path !== null) found.push(...connectOf(reading, call, path, args));
        const sent = remembered.length === 0 && callee !== null ? sentOf(reading, call, callee, path) : [];
        const run = sent.length === 0 ? runOfAgent(call, path, args) : null;
        found.push(...sent, ...(run === null ? [] : [run]));
      }
    }
  }
  return found;
}

function execOf(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  args: readonly Argument[],
): readonly FoundAct[] | null {
  const row = processCalls.get(path);
  if (row === undefined) return null;
  const isShell = usesShell(reading, args, row);
  const command = argumentAt(args, row.command[0], row.command[1]);
  const value = command?.value();
  // A program that is named takes its arguments as they are; a shell reads them.
  const isList = value?.kind === 'list' && value.node !== null;
  const program = isList && !isShell ? value.node.children.filter(({ kind }) => kind !== 'comment').slice(0, 1) : null;
  const given = program ?? nodesOf(row.shell === 'named' && isShell ? args.slice(row.command[0]) : [command]);
  // What stands between backticks, in another way to write it.
  const shown = path === 'php.`' ? 'shell_exec' : path.endsWith('`') ? '%x' : path;
  const words = `\`${shown}\` ${isShell ? 'runs it through a shell' : 'runs the program it names'}`;
  return [{ kind: 'exec', call, norm: path, words, given, tier: 'resolved' }];
}

/** Take the text of a template, in which expressions are run. Sources: the engines' documentation, 2026-11. */
export const TEMPLATES =
  /^(?:jinja2\.(?:Template|(?:\w+\.)*(?:Environment|NativeEnvironment)\(\)\.from_string)|flask\.render_template_string|mako\.template\.Template|Cheetah\.Template\.Template|tornado\.template\.Template|django\.template\.(?:Template|Engine\(\)\.from_string)|chameleon\.PageTemplate|ejs\.(?:render|compile)|pug\.(?:render|compile)|nunjucks\.(?:renderString|compile)|handlebars\.compile|Handlebars\.compile|dot\.(?:template|compile)|lodash\.template|eta\.renderString|twig\.twig)$/;

function codeOf(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  args: readonly Argument[],
): readonly FoundAct[] | null {
  const source = TEMPLATES.test(path) ? argumentAt(args, 0, 'source') : null;
  if (source?.node != null)
    return textOfValue(source.value()) === null
      ? [
          {
            kind: 'eval',
            call,
            norm: path,
            words: `\`${path}\` runs what a template says`,
            given: [source.node],
            tier: 'resolved',
          },
        ]
      : null;
  const row = runtimeCall(reading.unit.language.id, path);
  if (row === undefined || (row.action !== 'eval' && row.action !== 'unsafe-deserialize')) return null;
  if (row.loader !== undefined || row.when !== undefined) {
    const has = reading.unit.language.isCode && args.length > 1;
    if (has && /[sS]afe|schema/i.test(reading.unit.textOf(call).slice(0, 400))) return null;
  }
  const [index, name] = row.argument;
  const given =
    row.bare === true ? objectOf(call) : nodesOf([index < 0 ? args.at(index) : argumentAt(args, index, name)]);
  if (row.action === 'eval')
    return [{ kind: 'eval', call, norm: path, words: `\`${path}\` runs it as code`, given, tier: 'resolved' }];
  const words = `\`${path}\` builds any object it names`;
  return [{ kind: 'deserialize', call, norm: path, words, given, tier: 'resolved' }];
}

function fileOf(
  reading: Reading,
  call: SyntaxNode,
  path: string,
  args: readonly Argument[],
): readonly FoundAct[] | null {
  const acts = fileCall(reading.unit.language.id, path);
  if (acts === undefined) return null;
  return acts.flatMap(({ action, path: at, flags }): readonly FoundAct[] => {
    const isWritten = flags !== undefined && /['"`](?:w|a|x|r\+|wb|ab)/.test(reading.unit.textOf(call).slice(0, 300));
    const kind = action === 'read' && isWritten ? 'write' : action;
    const given = at === 'receiver' ? [] : nodesOf([argumentAt(args, at[0], at[1])]);
    const words = `\`${shortPath(path)}\` ${kind}s the file it names`;
    return [{ kind, call, norm: path, words, given, tier: 'resolved' }];
  });
}

function connectOf(reading: Reading, call: SyntaxNode, path: string, args: readonly Argument[]): readonly FoundAct[] {
  const row = networkCalls.get(path) ?? networkCalls.get(withoutSetters(withoutSteps(path)));
  if (row === undefined) return [];
  const text = textOfValue(destination(reading, call, args, row));
  // The host is written out: what follows chooses a page of it.
  if (text !== null && /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^*/]+|^\/|^[\w-]+\.[\w.-]+/i.test(text)) return [];
  const given = argumentAt(args, row.url[0], row.url[1]);
  const value = given?.value();
  const named =
    given === null && row.receiver !== undefined
      ? objectOf(call)
      : value?.kind === 'object' && row.options !== undefined
        ? row.options.flatMap((key) => reading.resolver.entriesOf(value.node).get(key) ?? [])
        : nodesOf([given]);
  const words = `\`${shortPath(path)}\` connects to the address it names`;
  return [{ kind: 'connect', call, norm: path, words, given: named.slice(0, 1), tier: 'resolved' }];
}

/** Methods of collections, texts and logs: what most calls are of, and none of them hands anything to others. */
const ORDINARY =
  /^(?:log|info|warn|warning|error|debug|map|filter|find|forEach|push|append|get|set|has|add|join|split|slice|trim|includes|keys|values|entries|replace|test|match|then|catch|len|str|int|print|isinstance|Errorf|Error|New|Sprintf|Wrap|Printf|Println|Wrapf|useState|useEffect|useMemo|useCallback|toString|equals|append|make|require|stringify|assign|isArray|toLowerCase|concat|reduce|some|every|sort|strip|items|format|range|super|cn|clsx|t)$/;

/** What is handed to others: models, and whoever else data goes to. */
function sentOf(reading: Reading, call: SyntaxNode, callee: SyntaxNode, path: string | null): readonly FoundAct[] {
  if (ORDINARY.test(calledName(reading, call)) && !asksByNew(path)) return [];
  if (asksService(reading, callee)) {
    const given = nodesOf(reading.resolver.argumentsOf(call));
    return [{ kind: 'prompt', call, norm: 'model', words: 'A model is asked with it', given, tier: 'resolved' }];
  }
  const sink = sinkOf(reading, call, callee);
  if (sink === null || (sink.action !== 'prompt' && sink.action !== 'send')) return [];
  const given = nodesOf(sink.args);
  const to = sink.to === null ? {} : { to: sink.to };
  if (sink.action === 'prompt') {
    // Loaders and searches of the same libraries answer with texts of others.
    if (isSetUp(reading, call, path) || (path !== null && sourceOfCall(path) !== null)) return [];
    const words = `${sink.to ?? 'A model'} is asked with it`;
    const said = path !== null && isRunOfAgent(path) ? promptOf(path, sink.args) : given;
    const asked = { kind: 'prompt', call, norm: sink.to ?? 'model', words, tier: sink.tier, ...to } as const;
    const told = instructionNodes(reading, reading.resolver.argumentsOf(call));
    return [
      { ...asked, given: said },
      ...(told.length === 0 ? [] : [{ ...asked, given: told, isInstruction: true as const }]),
    ];
  }
  const words = `It is sent to ${sink.to ?? 'another host'}`;
  const empty = carries(reading, sink.args) ? {} : ({ isEmpty: true } as const);
  return [{ kind: 'egress', call, norm: sink.to ?? 'network', words, given, tier: sink.tier, ...to, ...empty }];
}

/** What requests are set up with, and says nothing of the caller. */
const SET_UP =
  /^(?:method|headers|params|query|searchParams|url|uri|timeout|signal|verify|auth|cert|allow_redirects|proxies|stream|cache|redirect|mode|credentials|agent|dispatcher|responseType|retry|follow_redirects|http2)$/;

/** A request that hands over something: a body. Of an address that stands in the code others do not read which page is asked for. */
function carries({ resolver }: Reading, args: readonly Argument[]): boolean {
  return args.some(({ name, value }) => {
    if (name !== null && SET_UP.test(name)) return false;
    const given = value();
    if (given.kind === 'text' || (given.kind === 'partial' && /^(?:\w+:)?\/\//.test(given.text))) return false;
    if (name !== null || given.kind !== 'object') return given.kind !== 'environment';
    return [...resolver.entriesOf(given.node)].some(
      ([key, node]) => !SET_UP.test(key) && resolver.valueOf(node).kind !== 'text',
    );
  });
}

const MAKES_FIRST =
  /^(?:a?embed\w*|as_\w+|as[A-Z]\w*|tool|dynamicTool|createTool|jsonSchema|openai|anthropic|google|bedrock|azure|mistral|from_messages|from_template|bind_tools|bindTools|with_structured_output|withStructuredOutput|stepCountIs|convertToModelMessages|function_tool|init_chat_model|create_react_agent|createReactAgent|create_agent|createAgent)$/;
/** Where every function that others may call begins with a capital, by what libraries call those that make something. */
const MAKES_FIRST_IN_CAPITALS =
  /^(?:(?:New|With|Create(?!\w*(?:Completion|Message|Response|Answer|Embedding))|Add|Use|From|As)\w*|Build|(?:Get|To)\w*(?:Service|Client|Options|Builder)|F|String|Int|Float|Bool|Ptr|\w+(?:Message|Block|Param|Part|Parts|Options?|Config))$/;

/** `client.Messages.New(…)` of Go. */
function asksByNew(path: string | null): boolean {
  return path !== null && /\.(?:Messages|Completions|Responses|Embeddings)\.New(?:Streaming)?$/.test(path);
}

/** Clients, tools, messages and templates are made before anything is asked. */
function isSetUp(reading: Reading, call: SyntaxNode, path: string | null): boolean {
  if (asksByNew(path)) return false;
  const name = calledName(reading, call);
  const isCapital = ['go', 'csharp'].includes(reading.unit.language.id) ? MAKES_FIRST_IN_CAPITALS : /^[A-Z]\w*$/;
  return call.kind === 'new' || MAKES_FIRST.test(name) || isCapital.test(name);
}
