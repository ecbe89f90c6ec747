import { Router } from 'express';
import { z } from 'zod';
import { requireAdmin, requireAuth, requireOwnAccount, requireStaff } from '../auth/guards.ts';
import { HttpError, parse } from '../errors.ts';
import { monthRange, toMonth } from '../format/dates.ts';
import { NewAccount, Plan, type AccountStore } from '../store/accounts.ts';

const AccountPath = z.object({ id: z.uuid() });

const AccountFilter = z.object({
  closedIn: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Expected a month such as 2026-03.')
    .optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const PlanChange = z.object({ plan: Plan });

export function accountRoutes(accounts: AccountStore): Router {
  const router = Router();

  router.get('/', requireAuth, requireStaff, async (req, res) => {
    const { closedIn, after, limit } = parse(AccountFilter, req.query);
    const closed = closedIn === undefined ? undefined : monthRange(closedIn);
    const page = await accounts.list({ closed, after, limit });
    const next = page.length === limit ? page.at(-1)?.id : undefined;
    res.json({ accounts: page, next });
  });

  router.post('/', requireAuth, requireStaff, async (req, res) => {
    const account = await accounts.open(parse(NewAccount, req.body));
    res.status(201).location(`/accounts/${account.id}`).json(account);
  });

  router.get('/:id', requireAuth, requireOwnAccount, async (req, res) => {
    const { id } = parse(AccountPath, req.params);
    const account = await accounts.find(id);
    if (!account) throw new HttpError(404, 'There is no such account.');
    res.json(account);
  });

  router.patch('/:id/plan', requireAuth, requireAdmin, async (req, res) => {
    const { id } = parse(AccountPath, req.params);
    const { plan } = parse(PlanChange, req.body);
    const changed = await accounts.changePlan(id, plan);
    if (!changed) throw new HttpError(404, 'There is no such account, or it is closed.');
    res.json({ id, plan });
  });

  // Support closes accounts as well.
  router.delete('/:id', requireAuth, async (req, res) => {
    const { id } = parse(AccountPath, req.params);
    const closedAt = new Date();
    const closed = await accounts.close(id, closedAt);
    if (!closed) throw new HttpError(404, 'There is no such account, or it is closed.');
    res.json({ id, closedAt, reportedIn: toMonth(closedAt) });
  });

  return router;
}
