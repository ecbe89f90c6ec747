import * as z from 'zod';

const MAX_TEXT = 1024;
const MAX_LIST = 500;
const MAX_ENTRIES = 5_000;

const text = z
  .string({ error: 'text' })
  .min(1, { error: 'text that is not empty' })
  .max(MAX_TEXT, {
    error: `at most ${MAX_TEXT} characters`,
  });

const patterns = (description: string) =>
  z.array(text, { error: 'a list of texts' }).max(MAX_LIST).nullish().meta({ description });

export const registerFields = [
  'owner',
  'purpose',
  'legalBasis',
  'dataClasses',
  'models',
  'tools',
  'connectors',
  'identities',
  'triggers',
] as const;

export const entrySchema = z.strictObject(
  {
    path: text.meta({
      description: 'Path of the definition, or a pattern: ".github/workflows/release.yml", "flows/**".',
    }),
    kind: text.optional().meta({ description: 'Only automations of this kind: "github-actions", "n8n".' }),
    name: text.optional().meta({ description: 'Only those with this name, or that match this pattern.' }),
    owner: text.optional().meta({ description: 'Who answers for it: a team or a person.' }),
    purpose: text.optional().meta({ description: 'What it is for, one sentence.' }),
    legalBasis: text.optional().meta({ description: 'Why it may process personal data: "contract", "consent".' }),
    dataClasses: patterns('Classes of data that it may touch: "contact.email", "contact.*".'),
    models: patterns('Models that it may call; "gpt-4o*" is a pattern.'),
    tools: patterns('Tools that a model in it may call.'),
    connectors: patterns('Services and hosts that it may talk to.'),
    identities: patterns('Tokens, roles, accounts and credentials that it may act as.'),
    triggers: patterns('What may start it.'),
  },
  { error: 'a map with a path' },
);

export const registerSchema = z
  .strictObject(
    {
      version: z.literal(1, { error: 'the number 1' }).meta({ description: 'Version of this format.' }),
      require: z
        .array(z.enum(registerFields, { error: `one of ${registerFields.join(', ')}` }), { error: 'a list of fields' })
        .max(registerFields.length)
        .nullish()
        .meta({
          description:
            'What each registration has to say. A list that is required and absent allows nothing. Default: owner, purpose, dataClasses, models, tools.',
        }),
      exempt: patterns('Paths of automations that need no registration: "examples/**".'),
      automations: z
        .array(entrySchema, { error: 'a list of automations' })
        .max(MAX_ENTRIES)
        .nullish()
        .meta({ description: 'What may run by itself. Of several that match, the last one counts.' }),
    },
    { error: 'a map' },
  )
  .meta({ title: 'Countersign register of automations', description: 'Which automations there may be.' });

/** JSON Schema (2020-12) of the register, for editors. Written to `server/schema/inventory.schema.json`. */
export function registerJsonSchema(): object {
  return z.toJSONSchema(registerSchema, { io: 'input' });
}
