import { lastName } from './paths.ts';
import type { FileReading } from '../define.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { anchored, wordsOf } from './words.ts';

/** How the answer of a function decides: `true` lets pass, or `true` is what is refused. */
export type Verdict = 'passes' | 'refuses';

const ASKS =
  '(?:is|are|has|have|was|contains|check|checks|verify|validate|matches|match|accepts?|allows?|permits?|ensure|require|requires)';
/** What somebody does with what is protected. Not what a parser, a stream or a cache can do. */
const DONE =
  '(?:log ?in|sign ?in|login|access|view|see|edit|update|delete|create|upload|download|use|manage|share|administer|invite|impersonate|join|publish|approve|assign|grant|revoke|modify|list|register|reset|link|comment|read|write)';
const RIGHTS =
  '(?:access(?:ible)?|authori[sz]ed|authori[sz]ation|authenticated|permissions?|permitted|privileges?|allowed|granted|owner|ownership|owned|admin\\w*|member(?:ship)?|tenant|visible|readable|writable|editable)';
const PROOF =
  '(?:token|tokens|jwt|claims?|nonce|csrf|signature|certificate|cert|issuer|audience|session|ticket|credentials?|otp|totp|assertion|code challenge|expir(?:y|ation)|redirect(?: ur[li])?|origin|referr?er|callback(?: ur[li])?|webhook)';
const PLACE =
  '(?:host|host ?name|url|uri|ip|ip ?addr(?:ess)?|address|origin|domain|path|redirect(?: ur[li])?|network|proxy|file ?path)';

const PASSES = anchored(
  `(?:can|may) (?:\\w+ )?${DONE}(?: .+)?`,
  `${ASKS} (?:\\w+ ){0,3}${RIGHTS}(?: .+)?`,
  `${RIGHTS}(?: (?:for|to|by|in|of) .+)?`,
  '(?:\\w+ ){1,2}(?:editable|accessible|readable|writable|permitted|authori[sz]ed|allowed)',
  `authori[sz]e(?: .+)?`,
  '(?:\\w+ ){0,2}(?:permissions?|access|authori[sz]ation|ownership|privileges?) checks?',
  `(?:${ASKS} )?(?:\\w+ )?(?:safe|trusted|valid|public|known|expected|registered|same|allowed|permitted|matching) (?:\\w+ )?(?:${PLACE}|${PROOF})(?: .+)?`,
  `(?:${ASKS} )(?:\\w+ )?${PROOF}(?: (?:is )?(?:valid|allowed|trusted|safe|matches|match|active|alive|issued .+))?`,
  `(?:${ASKS} )?${PROOF} (?:is )?(?:valid|allowed|trusted|safe|matches|match|active|issued .+|bound .+)`,
  `(?:match|matches|is matched|is match|is name covered by|is covered by)(?: \\w+)? (?:host|host ?name|domain|origin|redirect|issuer|audience|wildcard|pattern|subject|san)(?: .+)?`,
);
const REFUSES = anchored(
  `(?:is|are|has been|was) (?:\\w+ )?(?:private|internal|local|localhost|loopback|link local|reserved|blocked|denied|banned|forbidden|disallowed|black ?listed|untrusted|unsafe|restricted|internal only) (?:or \\w+ )?(?:${PLACE}|user|account|client|caller)(?: .+)?`,
  `(?:is|has) (?:${PROOF} )?(?:expired|revoked|replayed|reused|tampered|consumed|invalidated)`,
  `(?:is|has) ${PROOF} (?:expired|revoked|replayed|reused|blacklisted|consumed)(?: .+)?`,
  `(?:is|contains|has) (?:\\w+ )?(?:path )?traversal(?: .+)?`,
);
/** Features, states of a program and of screens: nobody is kept out by them. */
const NO_VERDICT =
  /\b(?:cache[ds]?|feature|features|ui|page|view model|button|menu|column|render|layout|compatible|supported|support|supports|class|method|annotation|field|type|types|bean|proxy class|version|empty|null|initialized|loaded|enabled|modified|changed|dirty|equal|equals|config|configured|configuration|java|kotlin|spring|logging|log|metrics?|test|mock|schema|format|column|table|index|http|https|ssl|tls|directory|exists?|email sent)\b/;

export function verdictOf(words: string): Verdict | null {
  if (words.length > 80 || NO_VERDICT.test(words)) return null;
  if (REFUSES.test(words)) return 'refuses';
  return PASSES.test(words) ? 'passes' : null;
}

export function verdictOfCall(
  reading: FileReading,
  call: SyntaxNode,
): { readonly verdict: Verdict; readonly words: string } | null {
  const name = lastName(reading.unit, call);
  if (name === null) return null;
  const words = wordsOf(name);
  const verdict = verdictOf(words);
  return verdict === null ? null : { verdict, words };
}
