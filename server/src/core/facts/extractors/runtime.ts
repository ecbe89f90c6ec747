import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf } from '../../text/tree.ts';
import type { RuntimeCall } from '../apis/runtime-call.ts';
import { runtimeCall } from '../apis/runtime-calls.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { pathValue } from '../file-path.ts';
import { known } from '../to-fact.ts';
import { argumentAt, pathOf, textOfValue, unknown, type Argument, type Value } from '../value.ts';

/** Code that is made or chosen at run time, libraries of the machine, and input that is built into objects unchecked. */
export const runtime = defineExtractor({
  id: 'runtime',
  kinds: ['permission.runtime'],
  languages: 'code',
  *extract(reading) {
    const { unit, resolver } = reading;
    // The `eval` of a shell runs a program: `shell-commands.ts` has it.
    if (unit.language.callsAreCommands) return;
    for (const kind of ['call', 'new'] as const) {
      for (const call of unit.ofKind(kind)) {
        const path = resolver.calleeOf(call);
        if (path === null) continue;
        const row = runtimeCall(unit.language.id, path) ?? timer(reading, call, path);
        const site = row === undefined ? null : readCall(reading, call, path, row);
        if (site !== null) yield site;
      }
    }
    yield* nativeModules(reading);
  },
});

function readCall(reading: Reading, call: SyntaxNode, path: string, row: RuntimeCall): Site | null {
  const args = reading.resolver.argumentsOf(call);
  if (args.length === 0 && row.action !== 'native' && row.bare !== true) return null;
  const [index, name] = row.argument;
  const given = (index < 0 ? args.at(index) : argumentAt(args, index, name))?.value() ?? unknown;
  const value = row.action === 'load' ? pathValue(given) : given;
  if (row.unless === 'literal' && (value.kind === 'text' || isLocal(value))) return null;
  if (row.textOnly === true && !['text', 'partial', 'parameter'].includes(value.kind)) return null;
  if (row.unlessOption !== undefined && isSafeOption(reading, args, row.unlessOption)) return null;
  const certainty = conditionOf(reading, args, row);
  if (certainty === 'no') return null;
  return {
    kind: 'permission.runtime',
    action: row.action,
    resource: resourceOf(row, value, path),
    node: call,
    evidence: [{ node: call, role: 'call' }],
    tier: certainty === 'maybe' ? 'pattern' : 'resolved',
    why: [
      why(row, path, value),
      ...(certainty === 'maybe' ? ['Newer versions are safe unless they are told not to be.'] : []),
    ],
  };
}

function isSafeOption(
  { resolver }: Reading,
  args: readonly Argument[],
  [key, safe]: readonly [string, boolean],
): boolean {
  return args.some((arg) => {
    const value = arg.value();
    if (value.kind !== 'object') return false;
    const given = resolver.memberOf(value, key, value.node);
    return given.kind === 'boolean' ? given.value === safe : given.kind === 'list';
  });
}

/** Only the end is not known: `import('./locales/' + name)`, `import_module(f"app.jobs.{name}")` choose among the project's own. */
function isLocal(value: Value): boolean {
  return value.kind === 'partial' && /^(?:(?:\.{1,2}\/|@\/)[^*]*[\w-]\/|\.?\w[\w.]*\.)[^/*]*\*/.test(value.text);
}

/** What is run is compared by whether it is written out; what is loaded by its name; what is built by who builds it. */
function resourceOf(row: RuntimeCall, value: Value, path: string): Site['resource'] {
  switch (row.action) {
    case 'eval':
      return value.kind === 'text'
        ? { kind: 'code', value: known('code that is written out'), norm: 'fixed' }
        : { kind: 'code', value: value.kind === 'partial' ? unknown : value };
    case 'unsafe-deserialize':
      return { kind: 'module', value: known(path), norm: path.replace(/^(?:cPickle|_pickle|pickle5)\./, 'pickle.') };
    default:
      return { kind: 'module', value };
  }
}

function why(row: RuntimeCall, path: string, value: Value): string {
  const text = textOfValue(value);
  switch (row.action) {
    case 'eval':
      return `\`${path}\` runs ${value.kind === 'text' ? 'code that is written out here' : 'text as code'}.`;
    case 'load':
      return `\`${path}\` loads ${text === null ? 'code that is chosen at run time' : `\`${text}\``}.`;
    case 'native':
      return `\`${path}\` loads machine code.`;
    case 'unsafe-deserialize':
      return `\`${path}\` builds any object its input names, which can run code.`;
  }
}

function conditionOf({ resolver }: Reading, args: readonly Argument[], row: RuntimeCall): 'yes' | 'no' | 'maybe' {
  if (row.when !== undefined) {
    const option = args.find((arg) => arg.name === row.when!.option)?.value();
    if (option === undefined) return row.when.absent ? 'maybe' : 'no';
    return option.kind === 'boolean' && option.value !== row.when.is ? 'no' : 'yes';
  }
  if (row.loader === undefined) return 'yes';
  const given = argumentAt(args, row.loader.at[0], row.loader.at[1])?.value();
  if (given === undefined) return row.loader.absent ? 'yes' : 'no';
  const chosen = given.kind === 'object' ? resolver.memberOf(given, row.loader.at[1], given.node) : given;
  const name = pathOf(chosen);
  if (name === null) return row.loader.absent && given.kind !== 'object' ? 'yes' : 'no';
  return row.loader.safe.test(name) ? 'no' : 'yes';
}

const TIMERS: ReadonlySet<string> = new Set(
  ['', 'window.', 'globalThis.'].flatMap((prefix) => [`${prefix}setTimeout`, `${prefix}setInterval`]),
);

/** `setTimeout('code', 10)`: text in place of a function is run. */
function timer({ resolver }: Reading, call: SyntaxNode, path: string): RuntimeCall | undefined {
  if (!TIMERS.has(path)) return undefined;
  const first = resolver.argumentsOf(call)[0]?.value();
  return first?.kind === 'text' || first?.kind === 'partial' ? { action: 'eval', argument: [0, 'code'] } : undefined;
}

/** `require('./addon.node')`, `import addon from '../build/Release/addon.node'`. */
function* nativeModules({ unit, resolver }: Reading): Generator<Site> {
  if (!unit.tree.text.includes('.node')) return;
  const site = (node: SyntaxNode, module: string): Site => ({
    kind: 'permission.runtime',
    action: 'native',
    resource: { kind: 'module', value: known(module.replace(/^.*\//, '')) },
    node,
    evidence: [{ node, role: 'import' }],
    tier: 'resolved',
    why: [`\`${module}\` is machine code.`],
  });
  for (const node of unit.ofKind('import')) {
    const module = childOf(node, 'import.module');
    const text = module === null ? null : unit.language.readString(unit.textOf(module));
    if (text?.endsWith('.node') === true) yield site(node, text);
  }
  for (const call of unit.ofKind('call')) {
    const path = resolver.calleeOf(call);
    if (path !== 'require' && path !== 'import' && path !== 'module.createRequire()') continue;
    const value = resolver.argumentsOf(call)[0]?.value();
    if (value?.kind === 'text' && value.text.endsWith('.node')) yield site(call, value.text);
  }
}
