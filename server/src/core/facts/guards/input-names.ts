import type { Alternative } from '../../model/requirement.ts';
import { CHECKED, CONTAINED, PUBLIC_HOST } from './input-atoms.ts';
import { anchored, wordsOf } from './words.ts';

// What names of checks say of the paths and addresses that they are given.

const PATH =
  '(?:file ?names?|file ?paths?|paths?|dir(?:ector(?:y|ies))?|folders?|sub ?paths?|file|names?|key|root|base)';
const HOST =
  '(?:urls?|uris?|hosts?|host ?names?|ips?|ip ?addr(?:ess(?:es)?)?|address(?:es)?|domains?|origins?|endpoints?|redirects?(?: ur[li]s?| to)?|link|target|return (?:to|url)|callback(?: ur[li])?|webhook(?: ur[li])?)';
/** For names that only say that something is looked at. */
const ADDRESS =
  '(?:urls?|uris?|hosts?|host ?names?|ip ?addr(?:ess(?:es)?)?|origins?|redirects?(?: ur[li]s?| to)?|callback ur[li]|webhook ur[li]|(?:printer|server|remote|peer|target|proxy|network|device|smtp|upstream|node|bind) address(?:es)?)';

/** Names of checks that hold of what is right. */
const PATH_RIGHT = anchored(
  `(?:(?:assert|ensure|verify|validate|check|require|is|has|are) )?(?:the )?(?:safe|secure|valid(?:ated)?|allowed|contained|confined|sub) ${PATH}(?: (?:in|within|inside|under|of) .+)?`,
  `(?:assert|ensure|verify|validate|check|is|require)? ?(?:${PATH} )?(?:is )?(?:safe|inside|within|contained|in|under|relative to|sub ?path|child(?: of)?)(?: (?:in|of|the|base|root|parent|work ?space|allowed|safe))* ?(?:${PATH}|path inside|sandbox|tree|work ?space|of)`,
  `(?:assert|ensure|verify|validate|check|prevent|reject|guard|no)(?: against)? (?:${PATH} )?(?:traversal|escape|containment)`,
  `(?:validate|verify|assert|check) (?:file ?paths?|paths?|file ?names?|sub ?paths?)(?: .+)?`,
  'is relative to|is path inside|path is inside|is safe path|is sub ?path|safe join|is within .+',
);
/** And of what is wrong. */
const PATH_WRONG = anchored(
  `(?:is|has|contains|includes|detect(?:s)?|looks like)? ?(?:${PATH} )?(?:traversal|path escape)(?: .+)?`,
  `is (?:unsafe|dangerous|invalid|suspicious|outside|malicious) ?(?:${PATH})(?: .+)?|is outside(?: .+)?|escapes(?: .+)?|is sym ?link|is symbolic link|is relative (?:\\w+ )?path|(?:has|contains|is) (?:dot ?dot|parent (?:refs?|references?|segments?))(?: .+)?`,
);
const HOST_RIGHT = anchored(
  `(?:assert|ensure|verify|validate|check|require|is|has|are)(?: \\w+)? (?:safe|allowed|trusted|public|global|external|whitelisted|permitted|valid|approved|known|local|relative|same)(?: \\w+)? ${HOST}(?: .+)?`,
  `(?:assert|ensure|verify|validate|check)(?: \\w+){0,2} ${ADDRESS}(?: (?:is )?(?:not (?:private|internal|local)|allowed|safe|public|for ssrf|against .+|allow ?list|white ?list|(?:in|of|for) .+))?`,
  `(?:is |are )?${HOST} (?:is )?(?:safe|allowed|trusted|public|permitted|white ?listed|allow ?listed)(?: .+)?`,
  `(?:url )?has allowed host and scheme|url has allowed host and scheme|(?:assert|check|prevent|guard|protect|verify|ensure|validate)(?: (?:no|against|for|from|not))* ssrf(?: .+)?|is same origin|is internal (?:path|route|redirect|link|location)|check deny ?list|check allow ?list`,
);
const HOST_WRONG = anchored(
  `is (?:private|internal|local|loopback|link local|reserved|blocked|denied|disallowed|forbidden|unsafe|black ?listed|external|absolute|cloud metadata|metadata|multicast)(?: or \\w+)? ?(?:network )?${HOST}(?: .+)?`,
  'is ?private|is ?loopback|is ?link ?local|is ?reserved|is ?multicast|is ?unspecified|is ?localhost|is ?internal|is ?global unicast',
  `${HOST} is (?:private|internal|local|blocked|denied|disallowed)`,
);
const OTHER =
  /\b(?:exists?|existence|e?mail|created|writable|readable|empty|mode|permissions?|shipping|billing|postal|wallet|changed|loaded|ready)\b/;

/** Whether a text is an id and nothing else: what is one leads nowhere. */
const OF_FORM =
  /^(?:is |has |matches |check |validate )(?:valid )?(?:\w+ ){0,2}(?:id|ids|identifier|slug|uuid|guid|key|name|file ?name) (?:pattern|format|syntax|charset)$|^(?:is )?valid (?:\w+ )?(?:uuid|guid|object id|identifier|slug)$/;

/** A check by its name: what it says of what it is given. Null when it is none. */
export function checkNamed(words: string): { readonly requirement: Alternative; readonly holds: boolean } | null {
  if (OTHER.test(words)) return null;
  if (PATH_WRONG.test(words)) return { requirement: CONTAINED, holds: false };
  if (HOST_WRONG.test(words)) return { requirement: PUBLIC_HOST, holds: false };
  if (HOST_RIGHT.test(words)) return { requirement: PUBLIC_HOST, holds: true };
  if (PATH_RIGHT.test(words)) return { requirement: CONTAINED, holds: true };
  return /^is (?:\w+ ){1,4}safe$|^is safe(?: \w+){1,3}$/.test(words) || OF_FORM.test(words)
    ? { requirement: CHECKED, holds: true }
    : null;
}

/** A call that throws unless what it is given is right, by its name. */
export function inputCheck(name: string): Alternative | null {
  const words = wordsOf(name);
  if (!/^(?:assert|ensure|verify|validate|check|require|prevent|reject|guard|protect)\b/.test(words)) return null;
  const found = checkNamed(words);
  return found === null || !found.holds ? null : found.requirement;
}
