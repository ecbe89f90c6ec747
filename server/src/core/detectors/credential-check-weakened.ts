import type { FactChange } from '../model/fact.ts';
import { capital } from '../text/prose.ts';
import { defineDetector } from './define.ts';
import { holderOf } from './setting-words.ts';

const SLOW = /^(?:argon2|bcrypt|scrypt|pbkdf2)/;

/** Passwords that are easier to guess from what is stored, and comparisons that tell more than whether. */
export const credentialCheckWeakened = defineDetector({
  id: 'credential-check-weakened',
  facet: 'identity',
  why: 'What is stored or how long an answer takes says what the password or signature is.',
  fix: 'Hash passwords with bcrypt, scrypt, Argon2 or PBKDF2 at their usual cost, and compare signatures in constant time.',
  tags: ['CWE-916', 'CWE-328', 'CWE-208', 'CWE-256', 'NHI2'],
  *detect(delta) {
    for (const row of delta.of('identity.credential', 'weakened')) {
      if (row.fact.action === 'hash')
        yield {
          change: row,
          message: isCost(row)
            ? `${capital(row.order ?? '')}.`
            : `Passwords are ${hashedWith(algorithmOf(row))} instead of ${insteadOf(algorithmOf(row), algorithmOf({ ...row, fact: row.before! }))}.`,
        };
      else if (row.fact.action === 'compare')
        yield {
          change: row,
          message: `The ${row.fact.resource.norm} is compared ${HOW[algorithmOf(row)] ?? 'more weakly'}.`,
        };
    }
    for (const row of delta.added('identity.credential')) {
      const algorithm = algorithmOf(row);
      if (row.fact.action === 'hash' && !SLOW.test(algorithm) && algorithm !== '')
        yield {
          change: row,
          message:
            algorithm === 'plain'
              ? 'Passwords are stored as they are.'
              : `Passwords are hashed with ${algorithm}, which is fast to guess.`,
        };
      else if (
        row.fact.action === 'compare' &&
        (algorithm === 'direct' || (algorithm === 'early-exit' && row.fact.resource.norm === 'signature'))
      )
        yield { change: row, message: `The ${row.fact.resource.norm} is compared ${HOW[algorithm] ?? ''}.` };
    }
    const guarded = new Set(
      delta
        .of('identity.guard', 'removed', 'weakened', 'redirected')
        .map(({ fact, before }) => (before ?? fact).subject.symbol),
    );
    for (const row of delta.removed('identity.credential')) {
      const { action, resource, subject } = row.fact;
      if (action === 'hash' && SLOW.test(algorithmOf(row)))
        yield { change: row, message: `${holderOf(row.fact)} no longer hashes the password.` };
      else if (
        action === 'compare' &&
        /^(?:slow-hash|constant-time)$/.test(algorithmOf(row)) &&
        !guarded.has(subject.symbol)
      )
        yield { change: row, message: `${holderOf(row.fact)} no longer checks the ${resource.norm}.` };
    }
  },
});

const HOW: Readonly<Record<string, string>> = {
  direct: 'as any other text',
  'early-exit': 'in a time that says how much of it is right',
  'constant-time': 'without a hash that is slow to guess',
};

function hashedWith(algorithm: string): string {
  return algorithm === 'plain' ? 'stored as they are' : `hashed with ${algorithm}`;
}

function insteadOf(after: string, before: string): string {
  return after === 'plain' ? hashedWith(before) : before;
}

function algorithmOf({ fact }: FactChange): string {
  return fact.qualifiers?.['algorithm'] ?? '';
}

function isCost({ fact, before }: FactChange): boolean {
  return before?.qualifiers?.['algorithm'] === fact.qualifiers?.['algorithm'];
}
