import type { Problem } from '../model/problem.ts';

type Text = Pick<Problem, 'severity' | 'why'> & { readonly fix: string };

/** Every problem a policy file can have. Codes are stable for ever; `fix` is what to do when nothing better is known. */
export const policyProblems = {
  CS1001: {
    severity: 'error',
    why: 'Nothing of the file after this place can be relied on.',
    fix: 'Correct the YAML.',
  },
  CS1002: {
    severity: 'error',
    why: 'The key has no meaning, so what it was to do is not done.',
    fix: 'Remove the key.',
  },
  CS1003: {
    severity: 'error',
    why: 'The value is not used, so what it was to do is not done.',
    fix: 'Write a value of the expected form.',
  },
  CS1004: {
    severity: 'error',
    why: 'The rule would never fire, so the gate would pass changes you meant to stop.',
    fix: 'Run "countersign rules list" for the detectors there are.',
  },
  CS1005: {
    severity: 'error',
    why: 'The rule would never fire, so the gate would pass changes you meant to stop.',
    fix: 'Use a kind of fact that exists, or a pattern like "identity.*".',
  },
  CS1006: {
    severity: 'error',
    why: 'The rule would never fire, so the gate would pass changes you meant to stop.',
    fix: 'Use one of the words that exist for this field.',
  },
  CS1007: {
    severity: 'error',
    why: 'It is not known what the rule asks for, so it asks for nothing.',
    fix: 'Use none, acknowledge, explain, block, or { approve: role }.',
  },
  CS1008: {
    severity: 'error',
    why: 'Nobody holds the role, so nobody could ever approve.',
    fix: 'Name the role and its keys under "roles".',
  },
  CS1009: {
    severity: 'error',
    why: 'Its rules are missing, so changes it would have caught pass.',
    fix: 'Use a pack that is shipped, such as "countersign:recommended".',
  },
  CS1010: {
    severity: 'error',
    why: 'An alias can hide what a rule says, and can make a small file expand without end.',
    fix: 'Write the value out.',
  },
  CS1011: {
    severity: 'error',
    why: 'A policy of this size is refused, so that it cannot stall the review.',
    fix: 'Split it, or remove what is not used.',
  },
  CS1012: {
    severity: 'error',
    why: 'The pattern matches nothing, so the rule would never fire.',
    fix: 'Close every brace; at most 1024 characters and eight levels.',
  },
  CS1013: { severity: 'error', why: 'Without it the rest has no meaning.', fix: 'Add the key.' },
  CS1014: {
    severity: 'error',
    why: 'A later format may mean other things by the same words.',
    fix: 'Use version: 1, or a newer Countersign.',
  },
  CS1015: {
    severity: 'error',
    why: 'Findings name the rule that set their obligation; two of one name cannot be told apart.',
    fix: 'Give one of them another id.',
  },
  CS1016: { severity: 'error', why: 'A key given twice hides one of its two values.', fix: 'Keep one of them.' },
  CS1017: {
    severity: 'warning',
    why: 'A policy without rules and packs asks for nothing, so every edit can be accepted at once.',
    fix: 'Add extends: [ countersign:recommended ].',
  },
  CS1018: {
    severity: 'error',
    why: 'A value of another type than the key was meant for is not what you wrote.',
    fix: 'Use only text, numbers, lists and maps, without tags.',
  },
  CS1019: {
    severity: 'error',
    why: 'Its rules are missing, so changes they would have caught pass.',
    fix: 'Take one of the packs out of the circle.',
  },
  CS1020: {
    severity: 'error',
    why: 'Whoever publishes the package, or writes to node_modules, would decide what this policy asks.',
    fix: 'Name the package with the integrity of its policy.yaml.',
  },
  CS1021: {
    severity: 'error',
    why: 'Its rules are missing, so changes they would have caught pass.',
    fix: 'Add the file, or take it out of "extends".',
  },
  CS1022: {
    severity: 'warning',
    why: 'A floor is a minimum: where both match, this rule changes nothing.',
    fix: 'Ask for as much as the floor, or match other changes.',
  },
  CS1023: {
    severity: 'warning',
    why: 'What an organisation states holds in every repository, so this has no effect.',
    fix: 'Remove it here, or have it changed in the policy of the organisation.',
  },
  CS1024: {
    severity: 'warning',
    why: 'It has no effect where it stands.',
    fix: 'Move it to the policy of the repository or of the organisation.',
  },
  CS1025: {
    severity: 'warning',
    why: 'What it let through is asked about again.',
    fix: 'Remove it, or have it given anew with another end.',
  },
  CS1026: {
    severity: 'error',
    why: 'Files that no row matches have no owner, so nobody could approve their changes.',
    fix: 'Add a first row with path: "**".',
  },
  CS1027: {
    severity: 'error',
    why: 'Findings are named by the id of the rule that looks for them.',
    fix: 'Give the rule an id in small letters, such as "tls-off".',
  },
  // What `rules lint` and the editor say of rules that are well-formed.
  CS1041: {
    severity: 'warning',
    why: 'Whoever reads it takes it for a rule that decides.',
    fix: 'Remove it, or let it ask for more, or about other changes.',
  },
  CS1042: {
    severity: 'warning',
    why: 'Whoever reads it takes it for a rule that decides.',
    fix: 'Remove it, or mark it as a floor where that is meant.',
  },
  CS1043: {
    severity: 'warning',
    why: 'It decides about changes that nobody thought of when it was written.',
    fix: 'Name the kinds, detectors or paths that are meant.',
  },
  CS1044: {
    severity: 'warning',
    why: 'The rule would never fire, so the gate would pass changes you meant to stop.',
    fix: 'Use a word that findings have.',
  },
  CS1045: {
    severity: 'warning',
    why: 'No finding is both, so the rule would never fire.',
    fix: 'Leave out one of the two.',
  },
  CS1046: {
    severity: 'error',
    why: 'An example that cannot be read is found nowhere.',
    fix: 'Write one expression, or statements, as the language has them; $NAME and ... stand for parts.',
  },
  CS1047: {
    severity: 'warning',
    why: 'Nobody could approve what it asks the role about.',
    fix: 'List who holds the role.',
  },
  CS1048: {
    severity: 'warning',
    why: 'The rule would never fire, so the gate would pass changes you meant to stop.',
    fix: 'Correct the path, or remove the rule.',
  },
  CS1049: {
    severity: 'warning',
    why: 'Roles are held by keys: who has none there approves nothing.',
    fix: 'Add the key with that name to ".countersign/allowed_signers", or take the name out.',
  },
  CS1050: {
    severity: 'warning',
    why: 'Nothing would be asked about any change, and the gate would be open to all of them.',
    fix: 'Name the folders that are meant, as ".gitignore" does.',
  },
  CS1051: {
    severity: 'warning',
    why: 'What only observes stops nobody, and nobody is reminded to let it.',
    fix: 'Add "until: YYYY-MM-DD": from the day after it the policy is enforced.',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type PolicyProblemCode = keyof typeof policyProblems;
