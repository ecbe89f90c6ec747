import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, descendants } from '../../text/tree.ts';
import type { FileReading } from '../define.ts';
import type { Value } from '../value.ts';
import type { SettingRow } from './define.ts';

type Means = SettingRow['means'];

/** True, false, and the texts and numbers that configuration writes for them. */
export function truthOf(value: Value): boolean | null {
  if (value.kind === 'boolean') return value.value;
  if (value.kind === 'number') return value.value !== 0;
  if (value.kind !== 'text') return null;
  if (/^(?:true|yes|on|1|enabled?|required?|always|strict)$/i.test(value.text)) return true;
  return /^(?:false|no|off|0|disabled?|none|never)$/i.test(value.text) ? false : null;
}

/** A switch that protects when it is on. */
export const protects: Means = (value) => {
  const truth = truthOf(value);
  return truth === null ? null : truth ? 'on' : 'off';
};

/** A switch that takes the protection away when it is on. */
export const waives: Means = (value) => {
  const truth = truthOf(value);
  return truth === null ? null : truth ? 'off' : 'on';
};

/** A value that protects when it is there at all: an audience, a certificate. */
export const present: Means = (value, node) => {
  if (value.kind === 'null' || (value.kind === 'boolean' && !value.value)) return 'off';
  if (value.kind === 'text') return value.text === '' ? 'off' : 'on';
  return node.kind === 'null' ? 'off' : 'on';
};

/** One of the words of a chain, however it is written. */
export const oneOf =
  (words: Readonly<Record<string, string>>): Means =>
  (value, node, { unit }) => {
    const written = node.kind === 'call' || node.end - node.start > 120 ? '' : unit.textOf(node);
    const text =
      value.kind === 'text'
        ? value.text
        : value.kind === 'number'
          ? String(value.value)
          : written.slice(written.search(/[^.:]*$/));
    const key = text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
    return Object.hasOwn(words, key) ? words[key]! : null;
  };

/** A function that is asked whether: one that always agrees asks nothing. */
export const asks: Means = (value, node, reading) => {
  if (value.kind === 'null' || (value.kind === 'boolean' && value.value)) return 'off';
  const written = node.kind === 'function' ? node : value.kind === 'function' ? value.node : null;
  if (written !== null) return agreesAlways(written, reading) ? 'off' : 'on';
  return AGREES.test(reading.unit.textOf(node).slice(0, 200)) ? 'off' : null;
};

/** Ready-made ones that agree to everything, by the names that libraries give them. */
const AGREES =
  /DangerousAcceptAnyServerCertificateValidator|NoopHostnameVerifier|AllowAllHostnameVerifier|ALLOW_ALL_HOSTNAME_VERIFIER|TrustAllStrategy|InsecureTrustManagerFactory|TrustAll\w*\.INSTANCE/;

const CONSTANT = /^(?:true|undefined|null|None|nil|0|void 0|\(\))?$/i;

/** Its only statement answers yes, or it has none. */
export function agreesAlways(fn: SyntaxNode, { unit }: FileReading): boolean {
  const body = childOf(fn, 'function.body');
  if (body === null) return false;
  const statements = body.kind === 'block' ? body.children.filter((child) => child.kind !== 'comment') : [body];
  if (statements.length > 1) return false;
  const [only] = statements;
  if (only === undefined) return /^[{}\s;]*$|^\s*pass\s*$/.test(withoutComments(unit.textOf(body)));
  const answer = only.kind === 'return' ? only.children.find((child) => child.kind !== 'comment') : only;
  if (answer === undefined) return true;
  return CONSTANT.test(unit.textOf(answer).trim()) && [...descendants(answer)].every((each) => each.kind !== 'call');
}

function withoutComments(text: string): string {
  return text.replace(/\/\/[^\n]*/g, '').replace(/\/\*[^*]*\*\//g, '');
}
