import type { SyntaxNode } from '../../model/syntax.ts';
import { unknown, type Argument, type Value } from '../value.ts';
import { concatenate, formatPercent } from './text.ts';

/** Calls that give what they are given, as a pointer, a copy or another type. */
const SAME = new Set([
  'builtin.string',
  ...['github.com/aws/aws-sdk-go-v2/aws', 'github.com/aws/aws-sdk-go/aws'].flatMap((aws) =>
    'String StringValue ToString Bool BoolValue ToBool Int Int32 Int64 StringSlice StringMap'
      .split(' ')
      .map((name) => `${aws}.${name}`),
  ),
  ...['String', 'StringPtr', 'Int', 'IntPtr', 'Bool', 'BoolPtr', 'ToStringArray', 'ID'].map(
    (name) => `github.com/pulumi/pulumi/sdk/go/pulumi.${name}`,
  ),
  'path.Clean',
  'path/filepath.Clean',
  'path/filepath.FromSlash',
  'path/filepath.ToSlash',
  'strings.TrimSpace',
  'strings.Clone',
  'net/url.Parse',
  'net/url.QueryEscape',
  'net/url.PathEscape',
  'k8s.io/utils/ptr.To',
  'k8s.io/utils/pointer.String',
]);
const FORMATS = new Set(['fmt.Sprintf', 'fmt.Errorf', 'fmt.Appendf']);
const PATHS = new Set(['path.Join', 'path/filepath.Join', 'net/url.JoinPath']);

/** What functions of Go's own packages, and those around them, give; null: not one of them. */
export function goCall(
  name: string,
  args: readonly Argument[],
  typedValue: (type: SyntaxNode | null) => Value | null,
): Value | null {
  const first = args[0];
  if (first === undefined) return null;
  if (SAME.has(name)) return first.value();
  if (name === 'builtin.new') return typedValue(first.node);
  if (FORMATS.has(name)) {
    const format = first.value();
    const rest = args.slice(1).map((arg) => arg.value());
    return format.kind === 'text' ? formatPercent(format.text, { kind: 'list', node: null, items: rest }) : unknown;
  }
  if (PATHS.has(name)) {
    const parts = args.flatMap((arg, index): readonly Value[] =>
      index === 0 ? [arg.value()] : [{ kind: 'text', text: '/' }, arg.value()],
    );
    return concatenate(parts);
  }
  if (name === 'fmt.Sprint' || name === 'strings.Join') {
    const list = name === 'fmt.Sprint' ? args.map((arg) => arg.value()) : listOf(first.value());
    const between = name === 'fmt.Sprint' ? textValue('') : (args[1]?.value() ?? unknown);
    return list === null
      ? null
      : concatenate(list.flatMap((value, index) => (index === 0 ? [value] : [between, value])));
  }
  if (name === 'builtin.append') {
    const list = first.value();
    if (list.kind !== 'list') return null;
    const more = args.slice(1).flatMap((arg) => (arg.node?.kind === 'spread' ? [] : [arg.value()]));
    return { ...list, items: [...list.items, ...more] };
  }
  return null;
}

function listOf(value: Value): readonly Value[] | null {
  return value.kind === 'list' ? value.items : null;
}

function textValue(text: string): Value {
  return { kind: 'text', text };
}
