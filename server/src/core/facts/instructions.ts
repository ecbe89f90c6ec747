/** Text that tells an agent to do what its user did not ask for, by what it tells. */
export interface Instruction {
  /** `override`, `conceal`, `send`, `secrets`, `unchecked`, `download`. */
  readonly topic: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Phrases of our own; each is looked for in one line of at most MAX_LINE characters, and no part of one repeats without a bound.
 * `refused`: a "never" in front of it turns it round.
 */
const TOPICS: readonly { readonly topic: string; readonly pattern: RegExp; readonly refused: boolean }[] = [
  {
    topic: 'override',
    pattern:
      /\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|these\s+){0,3}(?:previous|prior|earlier|above|preceding|other|system|existing)\s+(?:instructions?|prompts?|rules|messages?|directions|guidelines|guardrails|context)\b|\bnew (?:system )?instructions?\s*:|\byou are now (?:in )?(?:developer|admin|jailbreak|unrestricted|god|dan)\b/i,
    refused: true,
  },
  {
    topic: 'conceal',
    pattern:
      /\b(?:do not|don['\u2019]t|never|must not|without|avoid)\s+(?:\w+\s+){0,2}?(?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|reveal(?:ing)?|notify(?:ing)?|disclos(?:e|ing)|show(?:ing)?|alert(?:ing)?|report(?:ing)?)\s+(?:\w+\s+){0,4}?(?:to\s+)?(?:the\s+)?(?:users?|human|developer|reviewer|operator|anyone|anybody)\b|\bhide (?:this|it|these) from (?:the )?(?:user|human|reviewer|developer)|\b(?:keep|stay) (?:this |it )?(?:secret|silent|hidden) from (?:the )?user|\b(?:do not|don['\u2019]t|never|without)\s+(?:say(?:ing)?|mention(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|acknowledg(?:e|ing))\s+(?:so|this|it)(?=\s*(?:[.;,!)"']|$|\bto\b|\bin\b))|\bsilently\s+(?:send|upload|post|run|execute|install|include|append|forward)\b/i,
    refused: false,
  },
  {
    topic: 'send',
    pattern:
      /\b(?:send|post|upload|forward|transmit|exfiltrate|submit|pass|email|leak)\s+(?:\S+\s+){0,10}?(?:secrets?|tokens?|credentials?|passwords|api[ _-]?keys?|\.env\b|environment variables?|private keys?|(?:chat|conversation) history|(?:whole|entire|full) conversation|system prompt|file contents?|source code|ssh keys?)\b.{0,80}?(?:https?:\/\/|webhook|\bto (?:this|the following|our|my|an external|\S+@\S+)\b|endpoint|sidenote)|\bcurl\b[^\n]{0,120}(?:\$\(?(?:cat|env|printenv)|@?(?:~\/)?\.(?:env|ssh|aws)|-d\s+@)/i,
    refused: true,
  },
  {
    topic: 'secrets',
    pattern:
      /\b(?:read|cat|open|access|load|include|copy|collect|attach|dump)\b[^.\n]{0,60}(?:~\/\.ssh|id_rsa|id_ed25519|\.aws\/credentials|~\/\.kube\/config|\.npmrc|\.netrc|\.git-credentials|~\/\.cursor\/mcp\.json|\/etc\/(?:passwd|shadow)|keychain|wallet\.dat|mcp\.json)/i,
    refused: true,
  },
  {
    topic: 'unchecked',
    pattern:
      /\b(?:skip|bypass|disable|turn off|circumvent|ignore)\s+(?:(?:the|all|any|every|these|your|its|of|user|human|other)\s+){0,3}(?:(?:pre-?commit |git |security |safety |permission |approval )(?:hooks?|checks?|prompts?|scans?|reviews?)|(?:safety|security) (?:restrictions?|validations?|controls?|protocols?|filters?|measures?|guidelines?)|approvals?|confirmations?|code review|(?<=(?:the|all|any|every) )tests|test suite|guardrails|sandbox)\b|--no-verify\b|--dangerously-[\w-]+|\b(?:push|commit|merge|deploy|run|execute|proceed|install|delete)\b[^.\n]{0,60}\bwithout (?:asking|confirm\w*|approval|permission|review|prompting)\b|\b(?:auto-?approve|always approve|approve all)\s+(?:\w+\s+){0,3}(?:tool|command|change|edit|request|permission)/i,
    refused: true,
  },
  {
    topic: 'download',
    pattern:
      /\b(?:curl|wget|iwr|Invoke-WebRequest)\b[^\n|]{0,200}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bbase64\s+(?:-d|--decode|-D)\b[^\n|]{0,80}\|\s*(?:ba|z)?sh\b|\beval\s+"?\$\((?:curl|wget)|\b(?:bash|sh)\s+<\(\s*curl/i,
    refused: true,
  },
];

const REFUSED =
  /\b(?:never|don['\u2019]t|do not|must not|mustn['\u2019]t|should not|shouldn['\u2019]t|cannot|can['\u2019]t|avoid|no|not|refuse to|instead of|rather than|forbidden|prohibited|unless|attempts? to|tries to|if (?:a|an|the|any) \w+ (?:asks|tells))\b[^.;:!?]{0,90}$/i;
const MAX_LINE = 2_000;
const MAX_LINES = 20_000;
const MAX_FOUND = 50;

/** A list of what must not be done says so above it. */
const FORBIDDING =
  /\b(?:never|don['\u2019]t|do not|must not|should not|avoid|forbidden|prohibited|not allowed|anti-?patterns?|red flags|out of scope)\b|\u274C|\u{1F6AB}/iu;

export function instructionsIn(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let start = 0;
  let isForbidden = false;
  for (const full of text.split('\n').slice(0, MAX_LINES)) {
    const line = full.slice(0, MAX_LINE);
    const isItem = /^\s*(?:[-*+]|\d+[.)])\s/.test(line);
    if (/^\s*#|:\W{0,4}$/.test(line)) isForbidden = FORBIDDING.test(line);
    else if (!isItem && line.trim() !== '') isForbidden = false;
    for (const { topic, pattern, refused } of TOPICS) {
      const match = line.length < 12 || (refused && isForbidden && isItem) ? null : pattern.exec(line);
      if (match === null || (refused && isRefused(line.slice(Math.max(0, match.index - 120), match.index)))) continue;
      found.push({ topic, start: start + match.index, end: start + match.index + match[0].length });
      if (found.length >= MAX_FOUND) return found;
      break;
    }
    start += full.length + 1;
  }
  return found;
}

function isRefused(before: string): boolean {
  return REFUSED.test(before.replaceAll(/\b(?:e\.g|i\.e|etc)\./g, '').replaceAll(/[*_`]/g, ''));
}

/** A block that stands in a description for the model's eyes. */
export const FOR_MODELS_ONLY = /<\s*(?:IMPORTANT|SYSTEM|HIDDEN|SECRET|INSTRUCTIONS?)\s*>/i;

/** How a text that is written for people does not speak: a heading in capitals that gives an order. */
export const ORDERS_MODEL =
  /(?<=^[ \t*#-]{0,12})(?:\[[A-Z][A-Z _-]{1,40} ?(?:DIRECTIVE|INSTRUCTIONS?|OVERRIDE|PROTOCOL|COMMAND)\]|(?:ACT AS|SYSTEM|SYSTEM (?:PROMPT|NOTE|OVERRIDE)|ASSISTANT|OVERRIDE))[ \t]*:/m;

/** What only a text for a model says: such phrases count wherever they stand. */
export function isForModels({ topic }: Instruction): boolean {
  return topic === 'override' || topic === 'conceal' || topic === 'send';
}
