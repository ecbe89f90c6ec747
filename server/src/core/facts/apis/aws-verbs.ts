const VERBS: readonly (readonly [RegExp, string])[] = [
  [/^List/, 'List'],
  [
    /^(Get|Describe|Head|Batch(Get|Detect|Check)|Search|Query|Scan|Select|Lookup|Receive|Read|View|Check|Test|Validate|Detect|Analyze|Estimate|Filter|Preview|ConditionCheck)/,
    'Read',
  ],
  [/^(Tag|Untag)|Tagging$|Tags$/, 'Tagging'],
];

/** The access level that an action's verb suggests; the table has the actions whose verb misleads. */
export function levelOfVerb(verb: string): string {
  return VERBS.find(([pattern]) => pattern.test(verb))?.[1] ?? 'Write';
}
