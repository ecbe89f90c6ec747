import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createApp } from '../src/app.ts';
import { account, draft, fakeServices } from './fakes.ts';

interface Call {
  as?: string;
  method?: string;
  body?: unknown;
}

/** Serves a fresh app for one request. */
async function call(path: string, { as, method = 'GET', body }: Call = {}): Promise<Response> {
  const server = createApp(fakeServices()).listen(0);
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await fetch(`http://localhost:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(as && { authorization: `Bearer ${as}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  } finally {
    server.close();
  }
}

test('the health check needs no token', async () => {
  assert.equal((await call('/health')).status, 200);
});

test('a token that cannot be verified is refused', async () => {
  assert.equal((await call('/accounts', { as: 'nobody' })).status, 401);
});

test('only staff list accounts', async () => {
  assert.equal((await call('/accounts')).status, 401);
  assert.equal((await call('/accounts', { as: 'owner' })).status, 403);
  assert.equal((await call('/accounts', { as: 'support' })).status, 200);
});

test('customers read their own account and no other', async () => {
  assert.equal((await call(`/accounts/${account.id}`, { as: 'owner' })).status, 200);
  assert.equal((await call(`/accounts/${account.id}`, { as: 'stranger' })).status, 403);
});

test('only administrators change a plan', async () => {
  const change = { method: 'PATCH', body: { plan: 'business' } };
  assert.equal(
    (await call(`/accounts/${account.id}/plan`, { as: 'owner', ...change })).status,
    403,
  );
  assert.equal(
    (await call(`/accounts/${account.id}/plan`, { as: 'support', ...change })).status,
    403,
  );
  assert.equal(
    (await call(`/accounts/${account.id}/plan`, { as: 'admin', ...change })).status,
    200,
  );
});

test('an account can be closed', async () => {
  const closed = await call(`/accounts/${account.id}`, { as: 'admin', method: 'DELETE' });
  assert.equal(closed.status, 200);
});

test('customers see their own invoices and no others', async () => {
  assert.equal((await call(`/invoices/${draft.id}`, { as: 'owner' })).status, 200);
  assert.equal((await call(`/invoices/${draft.id}`, { as: 'stranger' })).status, 404);
});

test('only staff issue an invoice', async () => {
  const issue = { method: 'POST' };
  assert.equal((await call(`/invoices/${draft.id}/issue`, { as: 'owner', ...issue })).status, 403);
  assert.equal(
    (await call(`/invoices/${draft.id}/issue`, { as: 'support', ...issue })).status,
    200,
  );
});

test('input that does not fit is answered with what is wrong', async () => {
  const answer = await call('/accounts?closedIn=March', { as: 'support' });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /Expected a month/);
});
