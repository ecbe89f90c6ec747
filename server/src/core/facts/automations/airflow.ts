import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import { argumentAt, textOfValue, type Argument } from '../value.ts';
import {
  automation,
  defineAutomation,
  type FoundIdentity,
  type FoundInterpolation,
  type FoundPart,
  type FoundTrigger,
} from './define.ts';
import { callsIn } from './code-calls.ts';
import { hostsBelow, modelHosts, onceByName } from './hosts.ts';
import { CALLER, interpolationsIn, STARTER, type Writer } from './interpolate.ts';
import { fileName } from './file-name.ts';
import { isSecretName } from './secrets.ts';

/** @see https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html (3.1) */
export const airflow = defineAutomation({
  id: 'airflow',
  title: 'Airflow DAG',
  languages: ['python'],
  words: [
    ['airflow', 'DAG'],
    ['airflow', '@dag'],
    ['airflow', '.dag('],
  ],
  *find(reading) {
    const dags = dagsIn(reading);
    for (const dag of dags)
      yield toAutomation(
        reading,
        dag,
        tasksIn(reading).filter((task) => dagOfTask(reading, task, dags) === dag),
      );
  },
});

interface Dag {
  readonly name: string;
  readonly call: SyntaxNode;
  readonly args: readonly Argument[];
  /** The function that builds it. */
  readonly builder: SyntaxNode | null;
}

const DAG = /^airflow(?:\.models(?:\.dag)?|\.sdk(?:\.\w+)*|\.decorators)?\.(?:DAG|dag)$/;

function dagsIn(reading: FileReading): readonly Dag[] {
  const { unit, resolver } = reading;
  const calls = unit.ofKind('call').flatMap((call): readonly Dag[] => {
    const path = resolver.calleeOf(call);
    if (path === null || !DAG.test(path)) return [];
    const args = resolver.argumentsOf(call);
    const builder = decoratedBy(call);
    const named = textOfArgument(args, 0, 'dag_id');
    return [{ name: named ?? nameOf(reading, builder) ?? fileName(unit.path), call, args, builder }];
  });
  // `@dag` without parentheses.
  const plain = unit.ofKind('decorator').flatMap((decorator): readonly Dag[] => {
    const [inner] = decorator.children;
    const value = inner === undefined || inner.kind === 'call' ? null : resolver.valueOf(inner);
    if (value?.kind !== 'symbol' || !DAG.test(value.name)) return [];
    const builder = functionOf(decorator);
    return [{ name: nameOf(reading, builder) ?? fileName(unit.path), call: decorator, args: [], builder }];
  });
  return [...calls, ...plain];
}

function decoratedBy(call: SyntaxNode): SyntaxNode | null {
  return call.parent?.kind === 'decorator' ? functionOf(call.parent) : null;
}

function functionOf(decorator: SyntaxNode): SyntaxNode | null {
  return decorator.parent?.kind === 'function' ? decorator.parent : null;
}

function nameOf({ unit }: FileReading, fn: SyntaxNode | null): string | null {
  const name = fn === null ? null : childOf(fn, 'function.name');
  return name === null ? null : unit.textOf(name);
}

function textOfArgument(args: readonly Argument[], index: number, ...names: readonly string[]): string | null {
  for (const name of names) {
    const given = args.find((arg) => arg.name === name);
    if (given !== undefined) return textOfValue(given.value());
  }
  const [first] = names;
  const given = first === undefined || index < 0 ? null : argumentAt(args, index, first);
  return given === null ? null : textOfValue(given.value());
}

interface Task {
  readonly name: string;
  /** `BashOperator`, `@task`. */
  readonly operator: string;
  readonly call: SyntaxNode;
  readonly args: readonly Argument[];
}

const OPERATOR = /^airflow\.(?:\w+\.)*(\w+(?:Operator|Sensor|Transfer))$/;
const TASK = /^airflow\.(?:decorators|sdk)\.(task(?:\.\w+)?|task_group|setup|teardown)$/;

function tasksIn(reading: FileReading): readonly Task[] {
  const { unit, resolver } = reading;
  const operators = unit.ofKind('call').flatMap((call): readonly Task[] => {
    const operator = OPERATOR.exec(resolver.calleeOf(call) ?? '')?.[1];
    if (operator === undefined) return [];
    const args = resolver.argumentsOf(call);
    return [{ name: textOfArgument(args, -1, 'task_id') ?? operator, operator, call, args }];
  });
  const functions = unit.ofKind('decorator').flatMap((decorator): readonly Task[] => {
    const [inner] = decorator.children;
    if (inner === undefined) return [];
    const value = inner.kind === 'call' ? null : resolver.valueOf(inner);
    const path = inner.kind === 'call' ? resolver.calleeOf(inner) : value?.kind === 'symbol' ? value.name : null;
    const task = TASK.exec(path ?? '')?.[1];
    const fn = functionOf(decorator);
    if (task === undefined || fn === null) return [];
    const args = inner.kind === 'call' ? resolver.argumentsOf(inner) : [];
    return [{ name: nameOf(reading, fn) ?? task, operator: `@${task}`, call: fn, args }];
  });
  return [...operators, ...functions].toSorted((a, b) => a.call.start - b.call.start);
}

/** The one it names, the function it stands in, else the last DAG that begins before it. */
function dagOfTask({ resolver }: FileReading, { call, args }: Task, dags: readonly Dag[]): Dag | undefined {
  const named = args.find(({ name }) => name === 'dag')?.value();
  const byName = named?.kind === 'call' ? dags.find((dag) => dag.call === named.node) : undefined;
  if (byName !== undefined) return byName;
  const around = dags.find(({ builder }) => builder !== null && call.start >= builder.start && call.end <= builder.end);
  return (
    around ??
    dags.findLast((dag) => dag.builder === null && dag.call.start < call.start && resolver !== null) ??
    dags[0]
  );
}

function toAutomation(reading: FileReading, dag: Dag, tasks: readonly Task[]) {
  const subjectOf = (task: Task): Subject => ({ type: 'step', symbol: `${dag.name}.${task.name}` });
  const hosts = onceByName(tasks.flatMap(({ call }) => hostsBelow(reading, call)));
  return automation({
    name: dag.name,
    node: dag.call,
    triggers: triggersOf(dag),
    steps: tasks.map((task) => ({ name: task.name, detail: task.operator, node: task.call, subject: subjectOf(task) })),
    identities: onceByName([
      ...tasks.flatMap((task) => connectionsOf(task).map((each) => ({ ...each, subject: subjectOf(task) }))),
      ...connectionsInCode(reading),
    ]),
    connectors: [
      ...onceByName(
        tasks
          .filter(({ operator }) => !INTERNAL.test(operator))
          .map(({ operator, call }): FoundPart => ({ name: operator, node: call })),
      ),
      ...hosts,
    ],
    models: modelHosts(hosts),
    approvals: tasks
      .filter(({ operator }) => /^(?:HITL\w*|Approval)Operator$/.test(operator))
      .map((task) => ({ name: task.name, detail: 'asks a person', node: task.call })),
    waits: tasks
      .filter(({ operator }) => /Sensor(?:Async)?$/.test(operator) && !/^(?:Time|DateTime|DayOfWeek)/.test(operator))
      .map(({ name, operator, call }) => ({ name, operator, node: call })),
    interpolations: tasks.flatMap((task) => interpolations(reading, task, subjectOf(task))),
    owner: textOfArgument(defaultArgs(reading, dag), -1, 'owner'),
    purpose: textOfArgument(dag.args, -1, 'description') ?? null,
  });
}

/** They run here, or decide what runs. */
const INTERNAL =
  /^@|^(?:Bash|Python\w*|ExternalPython|Branch\w*|ShortCircuit|Empty|Dummy|LatestOnly|TriggerDagRun|SubDag|HITL\w*|Approval)Operator$|^(?:ExternalTask|Time\w*|DateTime\w*|Python|Bash|File)Sensor\w*$/;

function triggersOf({ args, call }: Dag): readonly FoundTrigger[] {
  const byHand: FoundTrigger = {
    name: 'started by hand',
    type: 'manual',
    by: 'insiders',
    detail: 'or through the API',
    node: call,
  };
  const given = args.find(({ name }) => name === 'schedule' || name === 'schedule_interval' || name === 'timetable');
  const value = given?.value();
  if (given === undefined || value?.kind === 'null') return [byHand];
  const node = given.node ?? call;
  const text = value === undefined ? null : textOfValue(value);
  if (text !== null || given.name === 'timetable' || value?.kind === 'call')
    return [{ name: text ?? given.name ?? 'schedule', type: 'schedule', by: 'nobody', node }, byHand];
  return [{ name: 'data set', type: 'event', by: 'insiders', detail: 'when data it waits for is there', node }, byHand];
}

function connectionsOf({ name: task, args }: Pick<Task, 'name' | 'args'>): readonly FoundIdentity[] {
  return args.flatMap(({ name, node, value }): readonly FoundIdentity[] => {
    const text = name === null || !/(?:^|_)conn_id$/.test(name) ? null : textOfValue(value());
    if (text === null || node === null) return [];
    return [
      { type: 'credential', name: `connection ${text}`, lifetime: 'unknown', grants: [], of: `${task} ${name!}`, node },
    ];
  });
}

/** What a file without a DAG gives to those of others: tasks that its functions make, and what these take. */
export function connectionsOfHelpers(reading: FileReading): readonly FoundIdentity[] {
  if (dagsIn(reading).length > 0) return [];
  return onceByName([...tasksIn(reading).flatMap(connectionsOf), ...connectionsInCode(reading)]);
}

/** What the functions of a file take: by hooks, by name from the server, and as a variable that is a secret by its name. */
function connectionsInCode(reading: FileReading): readonly FoundIdentity[] {
  const hooks = callsIn(reading, /^airflow\.(?:\w+\.)*\w+Hook$/).flatMap(({ path, args }) =>
    connectionsOf({ name: path.replace(/^.*\./, ''), args }),
  );
  const named = callsIn(
    reading,
    /^airflow\.(?:\w+\.)*(?:\w*Hook\.get_connection|Connection\.get_connection_from_secrets|Connection\.get|Variable\.get)$/,
  ).flatMap(({ path, args, call }): readonly FoundIdentity[] => {
    const text = textOfArgument(args, 0, 'conn_id', 'key');
    const isVariable = path.endsWith('Variable.get');
    if (text === null || (isVariable && !isSecretName(text))) return [];
    const name = `${isVariable ? 'variable' : 'connection'} ${text}`;
    return [{ type: 'credential', name, lifetime: 'unknown', grants: [], node: call }];
  });
  return [...hooks, ...named];
}

function defaultArgs({ resolver }: FileReading, { args }: Dag): readonly Argument[] {
  const value = args.find(({ name }) => name === 'default_args')?.value();
  if (value?.kind !== 'object') return [];
  return [...resolver.entriesOf(value.node)].map(([name, node]) => ({
    name,
    node,
    value: () => resolver.valueOf(node),
  }));
}

/** Fields that are templates and run: `bash_command="echo {{ params.name }}"`. */
const SINKS: ReadonlyMap<string, string> = new Map([
  ['bash_command', 'the command'],
  ['command', 'the command'],
  ['cmds', 'the command'],
  ['arguments', 'the command'],
  ['sql', 'the query'],
  ['hql', 'the query'],
]);
/** Expressions of Jinja; the group is what is asked for. */
const GIVEN = /\{\{((?:[^}]|\}(?!\})){1,300})\}\}/g;

function interpolations(reading: FileReading, { args, call }: Task, subject: Subject): readonly FoundInterpolation[] {
  return args.flatMap(({ name, node }) => {
    const into = name === null ? undefined : SINKS.get(name);
    if (into === undefined || node === null) return [];
    return interpolationsIn(reading, node, { pattern: GIVEN, writerOf }, { into, step: call, subject });
  });
}

/** What a run is started with, by a person, a program or another DAG; a filter that quotes it takes it out. */
function writerOf(expression: string): Writer | null {
  if (/\|\s*(?:shell_quote|quote|int|tojson)\b/.test(expression)) return null;
  if (/\b(?:dag_run\.conf|conf)\b\s*[.[]/.test(expression)) return CALLER;
  return /\bparams\b\s*[.[]/.test(expression) ? STARTER : null;
}
