import type { RequestHandler } from 'express';
import { HttpError } from '../errors.ts';
import type { Principal } from './tokens.ts';

/** Lets any signed-in caller through: customers, support and administrators. */
export const requireAuth: RequestHandler = (req, _res, next) => {
  if (!req.principal) throw new HttpError(401, 'Sign in first.');
  next();
};

/** Lets support and administrators through. */
export const requireStaff: RequestHandler = (req, _res, next) => {
  if (!isStaff(req.principal)) throw new HttpError(403, 'Only staff may do this.');
  next();
};

/** Lets administrators through, and nobody else. */
export const requireAdmin: RequestHandler = (req, _res, next) => {
  if (req.principal?.role !== 'admin') {
    throw new HttpError(403, 'Only administrators may do this.');
  }
  next();
};

/** For routes with an account's id in their path: its owner and staff. */
export const requireOwnAccount: RequestHandler = (req, _res, next) => {
  if (!mayRead(req.principal, req.params['id'])) {
    throw new HttpError(403, 'This is not your account.');
  }
  next();
};

/** Customers read what belongs to their own account, staff read everything. */
export function mayRead(
  principal: Principal | undefined,
  accountId: string | string[] | undefined,
): boolean {
  if (isStaff(principal)) return true;
  return principal?.accountId !== undefined && principal.accountId === accountId;
}

function isStaff(principal: Principal | undefined): boolean {
  return principal?.role === 'support' || principal?.role === 'admin';
}
