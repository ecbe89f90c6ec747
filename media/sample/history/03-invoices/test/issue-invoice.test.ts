import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueInvoice } from '../src/billing/issue-invoice.ts';
import { HttpError } from '../src/errors.ts';
import type { IssuedInvoice } from '../src/store/invoices.ts';
import { draft, memoryInvoices } from './fakes.ts';

const today = new Date('2026-03-20T08:00:00Z');

test('an issued invoice has totals, a number and a date by which it is due', async () => {
  const invoice = await issueInvoice(
    { invoices: memoryInvoices([draft]), onIssued: [] },
    draft.id,
    today,
  );
  assert.equal(invoice.netCents, 7000);
  assert.equal(invoice.taxCents, 1330);
  assert.equal(invoice.dueOn, '2026-04-03');
  assert.match(invoice.number, /^INV-/);
});

test('what follows an issue sees the invoice with its number', async () => {
  const seen: IssuedInvoice[] = [];
  const onIssued = [async (invoice: IssuedInvoice) => void seen.push(invoice)];
  const invoice = await issueInvoice(
    { invoices: memoryInvoices([draft]), onIssued },
    draft.id,
    today,
  );
  assert.deepEqual(seen, [invoice]);
});

test('an invoice is issued once', async () => {
  const billing = { invoices: memoryInvoices([draft]), onIssued: [] };
  await issueInvoice(billing, draft.id, today);
  await assert.rejects(
    issueInvoice(billing, draft.id, today),
    (error) => error instanceof HttpError && error.status === 409,
  );
});
