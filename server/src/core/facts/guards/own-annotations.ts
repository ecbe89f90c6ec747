import type { Alternative } from '../../model/requirement.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { textsOfArguments } from './arguments.ts';
import type { FoundGuard, GuardReading } from './define.ts';
import { found } from './found.ts';
import { requirementInName } from './names.ts';
import { wordsOf } from './words.ts';

/** They describe an interface to people and tools, and keep nobody out. */
const DESCRIBES =
  /^(?:io\.swagger|org\.springdoc|org\.eclipse\.microprofile\.(?:openapi|metrics)|lombok|org\.kohsuke)\./;
/** What a project or a library puts in front of its own: `@SaCheckPermission`, `@ApiNeedLogin`. */
const OWN_PREFIX = /^(?:sa|api|rest|web|my|custom|app|sys|pre|shiro|jwt|console|open) (?=\w)/;
const OWN_SUFFIX = / (?:anno|annotation|api|interceptor|aspect|point)$/;

/** Annotations that are called for the check that an aspect or a filter makes of them. */
const CHECKED =
  /^(?:secured?|authori[sz]e|auth|auth check|check auth|authz|authori[sz]ation(?: required| check)?|(?:has |check |need |needs |require |requires |required )?(?:permissions?|privileges?|authorit(?:y|ies)|access(?: control| right)?|acl|authori[sz]ed|perm|perms|right|rights)(?: required| check| needed| limit| allowed)?|data (?:scope|permission|auth)|(?:project|tenant|workspace|org|organization|resource|owner|admin) (?:permission|access|auth|owner|check)(?: check| required)?)$/;
const SIGNED_IN =
  /^(?:(?:need|needs|must|require|requires|required|check)? ?(?:login|logged in|token|signed in|authenticated|authentication)(?: required| check| needed)?|authenticated|login required)$/;

/** What an annotation asks for that no known package declares: by its name, and by what it is given. Null: none that asks. */
export function ownAnnotationGuards(
  reading: GuardReading,
  node: SyntaxNode,
  name: string,
  declared: string,
): readonly FoundGuard[] | null {
  if (DESCRIBES.test(declared)) return null;
  const words = wordsOf(name).replace(OWN_PREFIX, '').replace(OWN_SUFFIX, '');
  const texts = node.kind === 'call' ? textsOfArguments(reading, node) : null;
  const asked = askedBy(words, texts);
  return asked === null
    ? null
    : [found(reading, node, asked, 'name', `Known by the name of the annotation, \`${name}\`.`)];
}

function askedBy(words: string, texts: readonly string[] | null): readonly Alternative[] | null {
  if (SIGNED_IN.test(words)) return [{ kind: 'auth', value: 'authenticated' }];
  if (CHECKED.test(words))
    return [
      texts === null
        ? { kind: 'check', value: words.replace(/ /g, '-') }
        : { kind: 'scope', value: [...new Set(texts.map((text) => text.toLowerCase()))].sort().join('+') },
    ];
  return requirementInName(words.replace(/^needs? /, 'requires '), texts, 'middleware');
}
