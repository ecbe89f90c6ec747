import { describe, expect, it } from 'vitest';
import { coversAddress, isEveryAddress } from '../../../server/src/core/facts/orders/addresses.ts';
import { compareConditions } from '../../../server/src/core/facts/orders/conditions.ts';
import { comparePrincipals, compareSets } from '../../../server/src/core/facts/orders/policy-sets.ts';

describe('conditions', () => {
  it.each([
    ['StringEquals a:b 1', 'StringEquals a:b 1', 0],
    ['StringEquals a:b 1', undefined, 1],
    [undefined, 'StringEquals a:b 1', -1],
    ['StringEquals a:b 1', 'StringEquals a:b 1|2', 1],
    ['StringEquals a:b 1|2', 'StringEquals a:b 2', -1],
    ['StringEquals a:b 1', 'StringEquals a:b 2', null],
    ['StringEquals a:b repo:x:main', 'StringLike a:b repo:x:*', 1],
    ['StringLike a:b repo:*', 'StringLike a:b repo:x:*', -1],
    ['StringEquals a:b repo:*', 'StringLike a:b repo:*', 1],
    ['StringEquals a:b 1', 'StringEqualsIfExists a:b 1', 1],
    ['StringNotEquals a:b 1|2', 'StringNotEquals a:b 1', 1],
    ['StringNotEquals a:b 1', 'StringNotEquals a:b 1|2', -1],
    ['IpAddress aws:SourceIp 10.0.0.0/16', 'IpAddress aws:SourceIp 10.0.0.0/8', 1],
    ['ForAnyValue:StringEquals a:b 1', 'ForAllValues:StringEquals a:b 1', 1],
    ['NumericLessThan a:age 300', 'NumericLessThan a:age 3600', 1],
    ['NumericGreaterThan a:age 300', 'NumericGreaterThan a:age 3600', -1],
    ['Bool aws:MultiFactorAuthPresent true', 'Bool aws:MultiFactorAuthPresent false', null],
    ['StringEquals a:b 1; StringEquals c:d 1', 'StringEquals a:b 1; StringEquals e:f 1', null],
    ['StringEquals A:b 1', 'StringEquals a:B 1', 0],
  ] as const)('%s to %s', (from, to, spread) => {
    expect(compareConditions(from, to)).toBe(spread);
  });
});

describe('sets', () => {
  it.each([
    ['s3:get*', 's3:*', 1],
    ['s3:*', 's3:getobject', -1],
    ['s3:get*', 'sqs:*', null],
    ['*', '*', 0],
    ['all but iam:*, sts:*', 'all but iam:*', 1],
    ['all but iam:*', '*', 1],
    ['all but iam:*', 'all but iam:passrole', 1],
    ['all but iam:*', 's3:getobject', -1],
    ['all but iam:*', 'iam:passrole', null],
    ['${Bucket.Arn}/in/*', '${Bucket.Arn}/*', 1],
    ['__proto__', 'constructor', null],
  ] as const)('%s to %s', (from, to, spread) => {
    expect(compareSets(from, to)).toBe(spread);
  });

  it('an account stands for what is in it, and everyone for all', () => {
    const [root, role] = ['AWS:arn:aws:iam::111122223333:root', 'AWS:arn:aws:iam::111122223333:role/ci'];
    expect(comparePrincipals(role, root)).toBe(1);
    expect(comparePrincipals(root, '*')).toBe(1);
    expect(comparePrincipals('Service:ec2.amazonaws.com', root)).toBe(null);
    expect(comparePrincipals(role, undefined)).toBe(null);
  });
});

describe('addresses', () => {
  it.each([
    ['0.0.0.0/0', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.0.0.0/8', false],
    ['::/0', '2001:db8::/32', true],
    ['2001:db8::/32', '2001:db8:1::/48', true],
    ['0.0.0.0/0', '::/0', false],
    ['${var.cidr}', '${var.cidr}', true],
    ['0.0.0.0/0', '${var.cidr}', false],
    ['10.0.0.0/99', '10.0.0.0/8', false],
    ['1::2::3', '::', false],
  ] as const)('%s covers %s: %s', (outer, inner, covers) => {
    expect(coversAddress(outer, inner)).toBe(covers);
  });

  it.each([
    ['0.0.0.0/0', true],
    ['0.0.0.0/1', true],
    ['::/0', true],
    ['10.0.0.0/8', false],
    ['192.168.0.0/16', false],
    ['fc00::/7', false],
    ['fd00::/8', false],
    ['203.0.113.0/24', false],
    ['Internet', true],
    ['${var.cidr}', false],
  ] as const)('%s is every address: %s', (range, isEvery) => {
    expect(isEveryAddress(range)).toBe(isEvery);
  });
});
