import type { Subject, Tier } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { accessLevelOf, risksOf } from '../apis/aws.ts';
import type { Site } from '../define.ts';
import { known } from '../to-fact.ts';
import { isConfined } from './conditions.ts';
import { MAX_TEXTS, type SymbolicText } from './expressions.ts';

/** One statement of a policy, in whatever form it is written. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly SymbolicText[];
  /** Everything but these. */
  readonly notActions?: readonly SymbolicText[];
  /** Empty: what the policy hangs on, or anything. */
  readonly resources: readonly string[];
  /** Where they stand, when they are texts of their own. */
  readonly resourceTexts?: readonly SymbolicText[];
  readonly notResources?: readonly string[];
  /** Who it is given to, where the statement says so: `*`, `Service:lambda.amazonaws.com`. */
  readonly principals?: readonly string[];
  readonly condition?: string | null;
  readonly subject: Subject;
  /** Where the statement stands, when its actions are none of its own. */
  readonly node?: SyntaxNode;
  readonly tier?: Tier;
  readonly why?: string;
}

/** Facts of one statement. One that has more is told by its first ones: nobody reads the rest. */
const MAX_SITES = 600;

/** One fact for each action on each resource for each principal. */
export function* statementSites(statement: Statement): Generator<Site> {
  const { effect, notActions = [], notResources = [], principals = [], condition = null } = statement;
  const rows = [...statement.actions];
  if (notActions.length > 0) rows.push({ node: notActions[0]!.node, text: allBut(notActions.map(({ text }) => text)) });
  const targets = [...new Set(statement.resources)];
  if (notResources.length > 0) targets.push(allBut(notResources));
  if (targets.length === 0) targets.push(principals.length > 0 ? 'this' : '*');
  const holders: readonly (string | null)[] = principals.length > 0 ? [...new Set(principals)] : [null];
  let left = MAX_SITES;
  const isCut =
    rows.length * targets.length * holders.length > MAX_SITES ||
    [rows, targets, holders].some((texts) => texts.length >= MAX_TEXTS);
  for (const { node, text: action } of rows) {
    for (const resource of targets) {
      const at = statement.resourceTexts?.find(({ text }) => text === resource)?.node;
      for (const principal of holders) {
        if (left === 0) return;
        left -= 1;
        const isPublic = effect === 'Allow' && principal === '*' && !isConfined(condition);
        const risk = [...risksOf(action), ...(isPublic ? [PUBLIC] : [])];
        yield {
          kind: 'permission.grant',
          action,
          resource: { kind: 'arn', value: known(resource) },
          node,
          evidence: [{ node, role: 'declaration' }],
          tier: statement.tier ?? 'proven',
          why: [
            statement.why ??
              `The statement ${effect === 'Allow' ? 'allows' : 'denies'} \`${action}\` on \`${resource}\`${principal === null ? '' : ` to ${principal}`}.`,
          ],
          qualifiers: {
            effect,
            ...(condition === null || condition === '' ? {} : { condition }),
            ...(principal === null ? {} : { principal }),
          },
          subject: statement.subject,
          detail: {
            accessLevel: levelOf(action),
            ...(risk.length > 0 ? { risk } : {}),
          },
          ...(at === undefined ? {} : { resourceNode: at }),
          ...(isCut ? { isCut } : {}),
        };
      }
    }
  }
}

/** `s3:Get*` reads; what else has wildcards may do anything. */
function levelOf(action: string): string {
  if (!action.includes('*')) return action.startsWith('all but ') ? 'all' : accessLevelOf(action);
  return /^[\w-]+:(?:BatchGet|Describe|Get|List|Query|Scan)\w*\*$/.test(action)
    ? accessLevelOf(action.slice(0, -1))
    : 'all';
}

/** In `risk`: everyone can, whoever they are. */
export const PUBLIC = 'PublicExposure';

function allBut(texts: readonly string[]): string {
  return `all but ${[...new Set(texts)].sort().join(', ')}`;
}
