import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { constantsAt, lastName } from './paths.ts';

const VIEW = /^(?:view_config|view_defaults)$/;

/** Pyramid: what a view asks for stands in the options of its decorator. */
export function viewOptions(
  reading: FileReading,
  call: SyntaxNode,
  callee: SyntaxNode,
): readonly (readonly Alternative[])[] {
  if (!VIEW.test(lastName(reading.unit, callee) ?? '')) return rightsInOptions(reading, call);
  return reading.resolver.argumentsOf(call).flatMap(({ name, node }): readonly (readonly Alternative[])[] => {
    if (node === null) return [];
    const isOn = reading.unit.textOf(node) === 'True';
    if (name === 'require_csrf') return isOn ? [[{ kind: 'csrf', value: 'csrf' }]] : [];
    if (name === 'require_reauth') return isOn ? [[{ kind: 'credential', value: 'password' }]] : [];
    if (name !== 'permission') return [];
    const value = reading.resolver.valueOf(node);
    const right = value.kind === 'text' ? value.text : (lastName(reading.unit, node) ?? '');
    return right === '' ? [] : [[{ kind: 'scope', value: right.toLowerCase() }]];
  });
}

/** `permissions=['ipam.view_prefix']`, `additional_permissions=…`: keywords that say what a decorator asks. */
const RIGHTS =
  /(?:^|_)(?:permissions?|perms|permission_required|required_(?:permissions?|scopes?|roles?)|allowed_roles)$/;
const PLAIN = /^[a-z][\w.:-]{2,60}$/i;

function rightsInOptions(reading: FileReading, call: SyntaxNode): readonly (readonly Alternative[])[] {
  if (reading.unit.language.id !== 'python' || call.parent?.kind !== 'decorator') return [];
  return reading.resolver.argumentsOf(call).flatMap(({ name, node }): readonly (readonly Alternative[])[] => {
    if (name === undefined || name === null || node === null || !RIGHTS.test(name)) return [];
    const texts = constantsAt(reading, node)?.filter((text) => PLAIN.test(text)) ?? [];
    const kind = name.endsWith('roles') ? 'role' : 'scope';
    return texts.map((text) => [{ kind, value: text.toLowerCase() }]);
  });
}
