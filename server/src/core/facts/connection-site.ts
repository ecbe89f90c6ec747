import type { SyntaxNode } from '../model/syntax.ts';
import type { Site } from './define.ts';
import { textOfValue, type Value } from './value.ts';

/** `says`: who connects, with its verb: `` `requests.get` connects``. `shown`: the place as people should read it. */
export function connectionSite(node: SyntaxNode, target: Value, says: string, shown = textOfValue(target)): Site {
  const text = textOfValue(target);
  const scheme = text === null ? null : /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  return {
    kind: 'permission.network',
    action: 'connect',
    resource: { kind: 'host', value: target },
    node,
    evidence: [{ node, role: 'call' }],
    tier: 'resolved',
    why: [`${says} to ${shown === null ? 'a place known only at run time' : `\`${shown}\``}.`],
    // Plain text on the wire is another act than TLS; which method it is, is not.
    ...(scheme === 'http' || scheme === 'ws' || scheme === 'ftp' ? { qualifiers: { scheme } } : {}),
  };
}
