import { anchored } from './words.ts';

// Calls by whose name less is found or touched: only what somebody may see, or what is theirs.

const VISIBLE = '(?:accessible|visible|authori[sz]ed|permitted|allowed|readable|viewable|owned)';
const OF_WHOM =
  '(?:acls?|owner|ownership|tenant|access|access control|permissions?|authori[sz]ation|visibility|data scope|data permission|row level security|current user|user access)';
const PART =
  '(?:filters?|restrictions?|conditions?|predicates?|criteria|clause|scope|specification|constraints?|limitation)';

const NARROWS = anchored(
  `(?:(?:build|get|create|make|add|apply|append|with|set|enable|inject|and|preprocess|process|enforce|use) )?(?:the )?${OF_WHOM} ${PART}(?: (?:to|for|on) .+)?`,
  `(?:apply|append|inject|preprocess|enforce|add) ${OF_WHOM}(?: (?:to|for|on) .+)?`,
  `(?:filter|keep|retain|only|limit to|restrict to|narrow to|reduce to) (?:\\w+ )?(?:${VISIBLE}|owner|owned|tenant|current user|own)(?: .+)?`,
  `(?:filter|restrict|limit|scope|narrow)(?: \\w+){0,2} (?:by|to|for) (?:\\w+ )?(?:owner|tenant|perms?|permissions?|rights?|access|acls?|user|current user|visibility|authori[sz]ation)(?: .+)?`,
  'add restrictions?|apply restrictions?|owner filter|restrict to owner',
  '(?:delete|update|remove|save|patch|exists?) owned(?: .+)?',
  '(?:\\w+ ){1,5}(?:if|when) (?:owned|owner|permitted|authori[sz]ed|visible|accessible)(?: (?:by|to|for) .+)?',
);
/** What is read of a record in place of all that it has: `issue.visible_watchers`. */
const READS = anchored(
  `${VISIBLE} (?:\\w+ )?(?:users?|members?|people|principals?|watchers?|projects?|issues?|records?|posts?|comments?|notes?|documents?|files?|folders?|groups?|teams?|roles?|spaces?|repositor(?:y|ies)|entries|items?|orders?|tickets?|events?|messages?|attachments?|albums?|photos?|libraries|series|books?|ids?)`,
);

/** Filters of servers, of screens, and of what is set up once. */
const NO_NARROWING = /\b(?:chain|servlet|registration|bean|web|http|log|button|dialog|view|form|search base|ldap)\b/;

export function isNarrowing(words: string): boolean {
  return words.length < 80 && !NO_NARROWING.test(words) && (NARROWS.test(words) || READS.test(words));
}
