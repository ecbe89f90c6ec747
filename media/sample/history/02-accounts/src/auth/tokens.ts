import type { RequestHandler } from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { HttpError } from '../errors.ts';

const Claims = z.object({
  sub: z.string().min(1),
  role: z.enum(['customer', 'support', 'admin']),
  account: z.uuid().optional(),
});

/** Who is asking. A customer has exactly one account, staff have none. */
export interface Principal {
  subject: string;
  role: z.infer<typeof Claims>['role'];
  accountId?: string | undefined;
}

declare global {
  namespace Express {
    interface Request {
      principal?: Principal;
    }
  }
}

/** Rejects when the token is not one that the identity provider issued for this API. */
export type VerifyToken = (token: string) => Promise<Principal>;

export function tokenVerifier(issuer: string, audience: string): VerifyToken {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', issuer));
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['ES256'] });
    const { sub, role, account } = Claims.parse(payload);
    return { subject: sub, role, accountId: account };
  };
}

/**
 * Reads the bearer token, if there is one. A request without a token goes on without a principal:
 * whether that is enough is for the guards of its route to say.
 */
export function authenticate(verifyToken: VerifyToken): RequestHandler {
  return async (req, _res, next) => {
    const [scheme, token] = req.get('authorization')?.split(' ') ?? [];
    if (scheme === 'Bearer' && token) {
      req.principal = await verifyToken(token).catch(() => {
        throw new HttpError(401, 'The token is invalid or has expired.');
      });
    }
    next();
  };
}
