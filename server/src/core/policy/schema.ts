import * as z from 'zod';
import {
  chainWords,
  changeWords,
  contextWords,
  decisionWords,
  exposureWords,
  facetWords,
  grantWords,
  guardWords,
  kindWords,
  originWords,
  sinkWords,
  subjectTypeWords,
  tierWords,
  viaWords,
} from './words.ts';

// zod would compile parsers with `new Function`: no code is made from data here.
z.config({ jitless: true });

const MAX_LIST = 200;
const text = z
  .string({ error: 'text' })
  .min(1, { error: 'text that is not empty' })
  .max(1000, { error: 'text of at most 1000 characters' });

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

const approve = z.strictObject({
  approve: text.meta({ description: 'A role named under "roles", or "@owner": the role that owns the path.' }),
});

export const obligationSchema = z.union([z.enum(['none', 'acknowledge', 'explain', 'block']), approve], {
  error: 'one of none, acknowledge, explain, block, or { approve: role }',
});

const asked = obligationSchema.meta({ description: 'What must be done before the edit can be accepted.' });

export const ruleSchema = z.strictObject(
  {
    id: text.optional().meta({ description: 'Shown with every finding the rule decides. Unique in the file.' }),
    match: ruleMatchSchema,
    obligation: asked,
    presence: z.literal(true, { error: 'true' }).optional().meta({
      description:
        'Only a signature made with a touch of a security key (sk-ssh-ed25519, sk-ecdsa) answers: of whoever approves, else of whoever decides.',
    }),
    floor: z.literal(true, { error: 'true' }).optional().meta({
      description: 'A minimum that no later layer lowers. In the policy of the organisation or the repository.',
    }),
    message: text.optional().meta({ description: 'What a rule with a pattern says of what it finds.' }),
  },
  { error: 'a map with match and obligation' },
);

/** A calendar day that exists. */
function isDay(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= days[month - 1]!;
}

const day = z.string({ error: 'a day as YYYY-MM-DD' }).refine(isDay, { error: 'a day as YYYY-MM-DD' });

export const exceptionSchema = z.strictObject(
  {
    id: text.optional().meta({ description: 'Shown with every finding it decides.' }),
    match: matchSchema,
    obligation: obligationSchema.optional().meta({ description: 'What is still asked. Default: acknowledge.' }),
    reason: text.meta({ description: 'Why what the rules ask is not asked here.' }),
    role: text.meta({ description: 'Who gave it: a role named under "roles".' }),
    until: day.meta({ description: 'The last day on which it holds: "2027-03-31". Without an end it is a rule.' }),
  },
  { error: 'a map with match, reason, role and until' },
);

export const privacySchema = z.strictObject(
  {
    recordPrompts: z
      .enum(['hash', 'text', 'none'], { error: 'one of hash, text, none' })
      .optional()
      .meta({ description: 'What records keep of the prompt that asked for an edit. Default: hash.' }),
  },
  { error: 'a map' },
);

export const gateSchema = z.strictObject(
  {
    unsigned: z.enum(['refuse', 'count'], { error: 'refuse or count' }).optional().meta({
      description:
        'Whether records count at the gate that no key of .countersign/allowed_signers has signed. Approvals never do. Default: refuse.',
    }),
    bypass: text.optional().meta({ description: 'The role whose bypasses the gate lets pass. Default: nobody.' }),
  },
  { error: 'a map' },
);

export const attentionSchema = z.strictObject(
  {
    fullyInView: z
      .enum(['acknowledge', 'explain', 'approve'], { error: 'one of acknowledge, explain, approve' })
      .optional()
      .meta({
        description:
          'A hunk with a finding that asks for this, or for more, is accepted only after every line of it was in view in the review panel. Higher hunks count when every line was in view at some time. Default: on no hunk; what was in view is recorded in any case.',
      }),
  },
  { error: 'a map' },
);

const names = (description: string) =>
  z
    .array(text, { error: 'a list of names' })
    .max(MAX_LIST)
    .optional()
    .meta({ description: `${description} "loyalty number" is loyaltyNumber and loyalty_number too.` });

export const dataClassSchema = z.strictObject(
  {
    id: z
      .string({ error: 'an id' })
      .regex(/^[a-z][a-z\d]*(?:-[a-z\d]+)*(?:\.[a-z][a-z\d]*(?:-[a-z\d]+)*){0,3}$/, {
        error: 'words of small letters joined by "-", with dots between levels',
      })
      .max(100, { error: 'at most 100 characters' })
      .meta({ description: 'What rules match: "acme.loyalty-number". An id that exists adds names to its class.' }),
    label: text.optional().meta({ description: 'What messages call it.' }),
    names: names('Names of fields that say it wherever they stand.'),
    inPerson: names('Names that say it only in the record of a person.'),
    except: names('Names that do not say it here, whatever the built-in table says.'),
    tags: z
      .array(text, { error: 'a list of texts' })
      .max(20)
      .optional()
      .meta({ description: 'Law or standard: "GDPR Art. 9", "HIPAA", "PCI DSS".' }),
  },
  { error: 'a map with an id and names' },
);

const call = text.meta({
  description: 'Canonical path of what is called, or its end: "ourAuth.must", "@acme/http.getJson".',
});

export const guardSchema = z.union(
  [
    text,
    z.strictObject({
      call,
      requires: z
        .enum(guardWords, { error: `one of ${guardWords.join(', ')}` })
        .optional()
        .meta({ description: 'What it asks for. Default: auth.' }),
      value: text.optional().meta({ description: 'The role or scope, when no argument says it.' }),
    }),
  ],
  { error: 'the name of a function, or a map with call' },
);

export const vendorSchema = z.strictObject(
  {
    name: text.meta({ description: 'As messages say it.' }),
    category: text.optional().meta({ description: 'What it is for: "error tracking".' }),
    sink: z
      .enum(['third-party', 'analytics', 'model-provider'], { error: 'one of third-party, analytics, model-provider' })
      .optional()
      .meta({ description: 'Default: third-party.' }),
    packages: z
      .array(text, { error: 'a list of packages' })
      .max(MAX_LIST)
      .optional()
      .meta({ description: 'What its SDK is imported as: "@acme/metrics", "acme_metrics".' }),
    hosts: z
      .array(text, { error: 'a list of hosts' })
      .max(MAX_LIST)
      .optional()
      .meta({ description: 'Hosts, subdomains included: "metrics.acme.example".' }),
  },
  { error: 'a map with a name, and packages or hosts' },
);

export const sinkSchema = z.strictObject(
  {
    call,
    sink: z
      .enum(sinkWords, { error: `one of ${sinkWords.join(', ')}` })
      .meta({ description: 'Where its arguments go.' }),
    to: text.optional().meta({ description: 'Where to, for people: a vendor, a host, a topic.' }),
  },
  { error: 'a map with call and sink' },
);

export const wrapperSchema = z.strictObject(
  { call, does: text.meta({ description: 'What it calls with its arguments: "fetch", "axios.get".' }) },
  { error: 'a map with call and does' },
);

export const ownerSchema = z.strictObject(
  {
    path: z
      .union([text, z.array(text).min(1).max(MAX_LIST)], { error: 'a path pattern or a list of them' })
      .meta({ description: 'Path pattern; "**" is every file.' }),
    role: text.meta({ description: 'A role named under "roles".' }),
  },
  { error: 'a map with path and role' },
);

const list = <T extends z.ZodType>(item: T, what: string, description: string) =>
  z
    .array(item, { error: `a list of ${what}` })
    .max(MAX_LIST)
    .optional()
    .meta({ description });

const packReference = z.strictObject({
  package: text.meta({ description: 'npm package that holds a policy.yaml: "@acme/countersign-rules@3".' }),
  integrity: z
    .string({ error: 'sha512-…' })
    .regex(/^sha512-[A-Za-z0-9+/]{86}==$/, { error: 'sha512-… as npm writes it' })
    .optional()
    .meta({
      description:
        "SHA-512 of the package's policy.yaml, or of its tarball in .countersign/packs/. Without it the package is not loaded.",
    }),
});

export const policySchema = z
  .strictObject(
    {
      version: z.literal(1, { error: 'the number 1' }).meta({ description: 'Version of this format.' }),
      title: text.optional().meta({ description: 'Name of the pack, for people.' }),
      extends: z
        .array(z.union([text, packReference], { error: 'a pack' }), { error: 'a list of packs' })
        .max(20)
        .optional()
        .meta({
          description:
            'Packs this policy builds on: "countersign:recommended", "./rules/payments.yaml", { package, integrity }. What they ask is replaced by what this file asks; among packs the strongest counts.',
        }),
      where: matchSchema
        .optional()
        .meta({ description: 'Added to every match of this file that does not name the field itself.' }),
      roles: z
        .record(text, z.array(text, { error: 'a list of keys and teams' }).max(MAX_LIST), {
          error: 'a map of roles to lists of keys and teams',
        })
        .optional()
        .meta({
          description:
            'Who may approve: keys of .countersign/allowed_signers, or CODEOWNERS teams that map to such keys.',
        }),
      roleOrder: z
        .array(z.array(text, { error: 'a list of roles' }).min(2).max(50), {
          error: 'a list of lists of roles, lowest first',
        })
        .max(50)
        .optional()
        .meta({ description: 'Roles of the application, lowest first; extends the built-in order.' }),
      mode: z
        .enum(['enforce', 'observe'], { error: 'enforce or observe' })
        .optional()
        .meta({ description: 'observe: says and records what it would ask, and stops nobody. Default: enforce.' }),
      until: day.optional().meta({
        description: 'With mode: observe, the last day of it: "2027-01-31". From the next day on it is enforced.',
      }),
      governedBy: text.optional().meta({
        description:
          "Role that must approve what weakens this policy, its roles or signers, CODEOWNERS, agents' hooks or the workflows of the gate.",
      }),
      owners: list(
        ownerSchema,
        'rows with path and role',
        'Who owns paths, for { approve: "@owner" }; the last row that matches decides, and one must match every file.',
      ),
      privacy: privacySchema.optional(),
      gate: gateSchema.optional(),
      attention: attentionSchema
        .optional()
        .meta({ description: 'What must have been looked at before a hunk can be accepted.' }),
      ignore: z
        .array(text, { error: 'a list of path patterns' })
        .max(MAX_LIST)
        .optional()
        .meta({ description: 'Paths that are summarised instead of reviewed.' }),
      dataClasses: z
        .array(dataClassSchema, { error: 'a list of classes of data' })
        .max(MAX_LIST)
        .optional()
        .meta({ description: 'Classes of data that the team adds, or names it adds to built-in ones.' }),
      guards: list(guardSchema, 'guards', "Checks of the team's own, which count like those of libraries."),
      vendors: list(vendorSchema, 'vendors', 'Companies that code hands data to.'),
      sinks: list(sinkSchema, 'sinks', "Functions of the team's own that data goes to."),
      wrappers: list(wrapperSchema, 'wrappers', "Functions of the team's own that do what a known one does."),
      rules: z.array(ruleSchema, { error: 'a list of rules' }).max(500).optional(),
      exceptions: list(
        exceptionSchema,
        'exceptions',
        'What is let through for a time. It lowers what this and earlier layers ask, and no floor of an earlier one.',
      ),
      hold: z
        .array(matchSchema, { error: 'a list of matches' })
        .max(100)
        .optional()
        .meta({ description: 'What waits before it is written, where the agent can be made to wait.' }),
    },
    { error: 'a map' },
  )
  .meta({ title: 'Countersign policy', description: 'Which changes need which act of review.' });

export type PolicyFile = z.infer<typeof policySchema>;
export type MatchFile = z.infer<typeof ruleMatchSchema>;

/** JSON Schema (2020-12) of the policy file, for editors. Written to `server/schema/policy.schema.json`. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema, { io: 'input' });
}
