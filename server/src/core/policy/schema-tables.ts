import * as z from 'zod';
import { list, text } from './schema-values.ts';
import { guardWords, sinkWords } from './words.ts';

// Rows with which a team extends what is built in: classes of data, checks, vendors, sinks, wrappers.

const names = (description: string) =>
  list(text, 'names', `${description} "loyalty number" is loyaltyNumber and loyalty_number too.`);

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
    packages: list(text, 'packages', 'What its SDK is imported as: "@acme/metrics", "acme_metrics".'),
    hosts: list(text, 'hosts', 'Hosts, subdomains included: "metrics.acme.example".'),
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
