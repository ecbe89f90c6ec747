import { listWords } from '../text/prose.ts';
import type { FactChange } from '../model/fact.ts';

/** Classes whose id does not read as a noun. */
const WORDS: Readonly<Record<string, string>> = {
  'contact.phone': 'phone number',
  'contact.address': 'postal address',
  'contact.emergency': 'emergency contact',
  'identity.passport': 'passport number',
  'payment.card': 'card number',
  'payment.cvv': 'card security code',
  'payment.iban': 'bank account',
  'payment.wallet': 'payment account',
  'health.condition': 'health condition',
  'health.measurement': 'health measurements',
  'health.identifier': 'medical record number',
  'health.genetic': 'genetic data',
  'financial.credit': 'credit standing',
  'location.precise': 'precise location',
  'device.identifier': 'device id',
  'device.ip': 'IP address',
  'identifier.username': 'user name',
  'credential.api-key': 'API key',
  'credential.token': 'access token',
  'credential.code': 'one-time code',
  biometric: 'biometric data',
  children: 'data of children',
  communication: 'private messages',
};

/** The data of several rows as people say it: "email, date of birth and name". */
export function dataWords(rows: readonly FactChange[]): string {
  return listWords(
    rows.map(({ fact }) => {
      const id = fact.detail?.dataClass ?? fact.resource.norm;
      if (id === 'personal') return `the whole ${fact.detail?.field ?? 'record'}`;
      return WORDS[id] ?? id.slice(id.lastIndexOf('.') + 1).replaceAll('-', ' ');
    }),
  );
}
