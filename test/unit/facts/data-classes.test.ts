import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dataClasses } from '../../../server/src/core/facts/data-class-table.ts';
import { classify } from '../../../server/src/core/facts/data-classes.ts';
import { createVocabulary } from '../../../server/src/core/facts/data-vocabulary.ts';
import type { TeamDataClass } from '../../../server/src/core/model/policy.ts';
import { toMarkdown } from './data-classes-page.ts';

const page = 'server/data/data-classes.md';

/** `UPDATE_EXPECT=1` writes it. */
test('the page of data classes says what the table says', () => {
  const text = toMarkdown(dataClasses);
  if (process.env['UPDATE_EXPECT'] === '1') writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
});

test('ids are unique, and every class is of one of the groups that rules name', () => {
  expect(new Set(dataClasses.map(({ id }) => id)).size).toBe(dataClasses.length);
  const groups = new Set(dataClasses.map(({ id }) => id.split('.')[0]));
  expect([...groups]).toEqual(
    'contact identity demographic health biometric payment financial location children communication behaviour device identifier credential'.split(
      ' ',
    ),
  );
});

test.each([
  ['usr_email', 'contact.email'],
  ['birth_dt', 'identity.date-of-birth'],
  ['dateofbirth', 'identity.date-of-birth'],
  ['SSN', 'identity.national-id'],
  ['nino', 'identity.national-id'],
  ['msisdn', 'contact.phone'],
  ['CVV2', 'payment.cvv'],
  ['iban-number', 'payment.iban'],
  ['custphone', 'contact.phone'],
  ['passwordConfirmation', 'credential.password'],
  ['emailEnabled', null],
  ['avatar_url', null],
  ['phoneCount', null],
  ['emailError', null],
  ['isPregnant', 'health.condition'],
  ['hasEmail', null],
  ['supportEmail', null],
  ['org_email', null],
  ['nextPageToken', null],
  ['token', null],
  ['name', null],
  ['zip', null],
  ['x'.repeat(100_000), null],
])('%s alone is %s', (name, id) => {
  expect(classify({ name })?.dataClass.id ?? null).toBe(id);
});

test('a classification says what was matched, in what, of which type, by which rule, and why it was not left out', () => {
  expect(classify({ name: 'usr_email', owner: 'Patient', type: 'string', siblings: ['id'] })?.why).toEqual([
    '`usr_email` reads as email (contact.email; GDPR Art. 4, HIPAA), by its words "email".',
    'It stands in `Patient`, which is about a person.',
    'Its type `string` does not speak against it.',
    'It is no switch, count, setting, message or hash by its name, and no organisation or thing by what it stands in.',
  ]);
});

describe("a team's classes", () => {
  const of = (name: string, team: TeamDataClass, owner = ''): string | null =>
    classify({ name, owner }, createVocabulary([team]))?.dataClass.id ?? null;
  const loyalty = { id: 'acme.loyalty-number', names: ['loyalty number'], inPerson: ['tier'] };

  test('are known by their names, in any spelling', () => {
    expect(of('loyaltyNumber', loyalty)).toBe('acme.loyalty-number');
    expect(of('old_loyalty_numbers', loyalty)).toBe('acme.loyalty-number');
    expect(of('loyaltyNumberCount', loyalty)).toBe(null);
  });
  test('need the record of a person where they say so', () => {
    expect(of('tier', loyalty, 'Customer')).toBe('acme.loyalty-number');
    expect(of('tier', loyalty, 'Plan')).toBe(null);
  });
  test('add names to a built-in class, and take some out', () => {
    expect(of('mailbox', { id: 'contact.email', names: ['mailbox'] })).toBe('contact.email');
    expect(of('email', { id: 'contact.email', except: ['email'] })).toBe(null);
    expect(of('constructor', { id: 'acme.a', names: ['__proto__', 'constructor'] })).toBe('acme.a');
  });
});
