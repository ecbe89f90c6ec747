import * as z from 'zod';
import { chainWords, changeWords, contextWords, exposureWords, kindWords, tierWords } from './words.ts';

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

export const matchSchema = z
  .strictObject(
    {
      kind: words('Kind of fact: "identity.guard", "permission.*".', kindWords),
      change: words('What happened to it.', changeWords),
      action: words('The act: "s3:PutObject", "require-role", "log".'),
      resource: words('What it acts on.'),
      dataClass: words('Class of data: "contact.email", "health.*".'),
      sink: words('Where data goes: "log", "network", "third-party", "model-provider".'),
      qualifier: words('A property of the fact as name=value: "shell=true".'),
      accessLevel: words('Access level of a permission: "Read", "Write", "Permissions management".'),
      chain: words('Shape of a chain: facts of several places that are one finding together.', chainWords),
      path: words('Path of the file; a pattern without "/" names a file in any folder.'),
      detector: words('Id of a detector: "guard-removed".'),
      tier: words('How the fact is known.', tierWords),
      exposure: words('Who can reach the subject.', exposureWords),
      context: words(
        'Where the file stands; "shipped" is code that is neither test, example, docs, generated nor vendored.',
        contextWords,
      ),
    },
    { error: 'a map of fields to match' },
  )
  .meta({ description: 'All given fields must match; within a field any value, and none that starts with "!".' });

const approve = z.strictObject({ approve: text.meta({ description: 'A role named under "roles".' }) });

export const obligationSchema = z.union([z.enum(['none', 'acknowledge', 'explain', 'block']), approve], {
  error: 'one of none, acknowledge, explain, block, or { approve: role }',
});

export const ruleSchema = z.strictObject(
  {
    id: text.optional().meta({ description: 'Shown with every finding the rule decides. Unique in the file.' }),
    match: matchSchema,
    obligation: obligationSchema.meta({ description: 'What must be done before the edit can be accepted.' }),
  },
  { error: 'a map with match and obligation' },
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
    unsigned: z
      .enum(['refuse', 'count'], { error: 'refuse or count' })
      .optional()
      .meta({
        description:
          'Whether records count at the gate that no key of .countersign/allowed_signers has signed. Approvals never do. Default: refuse.',
      }),
    bypass: text.optional().meta({ description: 'The role whose bypasses the gate lets pass. Default: nobody.' }),
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

export const policySchema = z
  .strictObject(
    {
      version: z.literal(1, { error: 'the number 1' }).meta({ description: 'Version of this format.' }),
      title: text.optional().meta({ description: 'Name of the pack, for people.' }),
      extends: z
        .array(text, { error: 'a list of packs' })
        .max(20)
        .optional()
        .meta({ description: 'Packs this policy builds on, weakest first: "countersign:recommended".' }),
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
      privacy: privacySchema.optional(),
      gate: gateSchema.optional(),
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
      rules: z.array(ruleSchema, { error: 'a list of rules' }).max(500).optional(),
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
export type MatchFile = z.infer<typeof matchSchema>;

/** JSON Schema (2020-12) of the policy file, for editors. Written to `server/schema/policy.schema.json`. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema, { io: 'input' });
}
