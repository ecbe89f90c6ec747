import * as z from 'zod';
import { matchSchema, ruleMatchSchema } from './schema-match.ts';
import { dataClassSchema, guardSchema, sinkSchema, vendorSchema, wrapperSchema } from './schema-tables.ts';
import { day, list, MAX_LIST, text } from './schema-values.ts';

const approve = z.strictObject({
  approve: text.meta({
    description:
      'A role named under "roles", or "@owner": the role that owns the path. What other rules of the layer ask about the same change is asked too.',
  }),
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
    identity: z.enum(['full', 'key-id'], { error: 'full or key-id' }).optional().meta({
      description:
        'How records and exports name people. key-id: by the key that signs alone; who holds it is said in .countersign/allowed_signers, outside the records. Default: full.',
    }),
    attentionTimes: z.enum(['exact', 'coarse', 'off'], { error: 'one of exact, coarse, off' }).optional().meta({
      description:
        'What records keep of when a hunk was on screen and for how long. coarse: the hour, and whole minutes. off: nothing, nor how much of it was in view. Default: exact.',
    }),
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
          'A hunk with a finding that asks for this, or for more, is accepted only after every line of it was in view: in the review panel, or page by page in a terminal. Higher hunks count when every line was in view at some time. Default: on no hunk; what was in view in the panel is recorded in any case.',
      }),
  },
  { error: 'a map' },
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
      ignore: list(text, 'path patterns', 'Paths that are summarised instead of reviewed.'),
      dataClasses: list(
        dataClassSchema,
        'classes of data',
        'Classes of data that the team adds, or names it adds to built-in ones.',
      ),
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

/** JSON Schema (2020-12) of the policy file, for editors. Written to `server/schema/policy.schema.json`. */
export function policyJsonSchema(): object {
  return z.toJSONSchema(policySchema, { io: 'input' });
}
