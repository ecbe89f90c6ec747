import * as z from 'zod';
import { MAX_LIST, text } from './schema-values.ts';
import {
  chainWords,
  changeWords,
  contextWords,
  decisionWords,
  exposureWords,
  facetWords,
  grantWords,
  kindWords,
  originWords,
  subjectTypeWords,
  tierWords,
  viaWords,
} from './words.ts';

/** One word or a list of them. Globs are allowed, so the words themselves are checked after the shape. */
function words(description: string, known: readonly string[] = []) {
  const word = known.length === 0 ? text : text.meta({ anyOf: [{ enum: [...known] }, { pattern: '[*?{!]' }] });
  const list = z.array(word).min(1).max(MAX_LIST);
  return z.union([word, list], { error: 'text or a list of texts' }).optional().meta({ description });
}

const matchFields = {
  kind: words('Kind of fact: "identity.guard", "permission.*".', kindWords),
  facet: words('What the kind is about: "identity", "data".', facetWords),
  change: words('What happened to it.', changeWords),
  action: words('The act: "s3:PutObject", "require-role", "log".'),
  resource: words('What it acts on.'),
  resourceKind: words('Kind of what it acts on: "bucket", "host", "class", "role".'),
  dataClass: words('Class of data: "contact.email", "health.*".'),
  sink: words('Where data goes: "log", "network", "third-party", "model-provider".'),
  qualifier: words('A property of the fact as name=value: "shell=true".'),
  accessLevel: words('Access level of a permission: "Read", "Write", "Permissions management".'),
  grant: words('Whether a permission is granted to what needs it.', grantWords),
  via: words('How a permission is needed.', viaWords),
  decision: words('Where a decision about access is made.', decisionWords),
  chain: words('Shape of a chain: facts of several places that are one finding together.', chainWords),
  path: words('Path of the file; a pattern without "/" names a file in any folder.'),
  language: words('Language of the file: "python", "terraform".'),
  detector: words('Id of a detector: "guard-removed".'),
  tag: words('CWE, OWASP Agentic (ASI) or Non-Human Identities (NHI) id: "CWE-862", "ASI03", "NHI5".'),
  tier: words('How the fact is known.', tierWords),
  subject: words('Who does or gains it: "DELETE /users/:id", "Report.render".'),
  subjectType: words('What the subject is.', subjectTypeWords),
  principal: words('Whom a grant or a check is about.'),
  exposure: words('Who can reach the subject.', exposureWords),
  context: words(
    'Where the file stands; "shipped" is code that is neither test, example, docs, generated nor vendored.',
    contextWords,
  ),
  origin: words('Whose edit it is. Without evidence it is unattributed or unknown, never guessed.', originWords),
  agent: words('The agent that made the edit, as its hook says: "claude-code".'),
  model: words('The model, as the agent says.'),
};

const matchMeta = {
  description: 'All given fields must match; within a field any value, and none that starts with "!".',
};

/** What rules, exceptions and `hold` are about: the fields of a finding. */
export const matchSchema = z.strictObject(matchFields, { error: 'a map of fields to match' }).meta(matchMeta);

/** What only a rule may look for. */
export const ruleMatchSchema = z
  .strictObject(
    {
      ...matchFields,
      pattern: words(
        'Code by example: "requests.get($URL, verify=False)". $NAME stands for one expression, ... for any number of arguments or statements; "!" before an example takes what looks like it out. The rule is then about such code only, and its id is the finding\'s.',
      ),
    },
    { error: 'a map of fields to match' },
  )
  .meta(matchMeta);

export type MatchFile = z.infer<typeof ruleMatchSchema>;
