import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { Services } from '../src/app.ts';
import type { Principal } from '../src/auth/tokens.ts';
import type { Account, AccountStore } from '../src/store/accounts.ts';

export const account: Account = {
  id: '4f0f6a52-3c5e-4a0e-9d53-2f6f0f6c7a11',
  email: 'customer@example.com',
  fullName: 'A Customer',
  dateOfBirth: '1990-01-01',
  plan: 'team',
  openedAt: new Date('2026-01-10T10:00:00Z'),
  closedAt: null,
};

/** The fake identity provider: a token is the name of a caller. */
const callers = new Map<string, Principal>([
  ['owner', { subject: 'owner', role: 'customer', accountId: account.id }],
  ['stranger', { subject: 'stranger', role: 'customer', accountId: randomUUID() }],
  ['support', { subject: 'support', role: 'support' }],
  ['admin', { subject: 'admin', role: 'admin' }],
]);

export function fakeServices(): Services {
  return {
    logger: pino({ level: 'silent' }),
    verifyToken: async (token) => {
      const principal = callers.get(token);
      if (!principal) throw new Error('unknown token');
      return principal;
    },
    accounts: memoryAccounts([account]),
  };
}

function memoryAccounts(seed: Account[]): AccountStore {
  const byId = new Map(seed.map((entry) => [entry.id, { ...entry }]));
  return {
    list: async ({ limit }) => [...byId.values()].slice(0, limit),
    find: async (id) => byId.get(id),
    open: async (fields) => {
      const opened = { ...fields, id: randomUUID(), openedAt: new Date(), closedAt: null };
      byId.set(opened.id, opened);
      return opened;
    },
    changePlan: async (id, plan) => {
      const entry = byId.get(id);
      if (!entry || entry.closedAt) return false;
      entry.plan = plan;
      return true;
    },
    close: async (id, closedAt) => {
      const entry = byId.get(id);
      if (!entry || entry.closedAt) return false;
      entry.closedAt = closedAt;
      return true;
    },
  };
}
