import type { Workload } from '../../model/summary.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import type { FileReading } from '../define.ts';
import { symbolicText } from '../grants/expressions.ts';
import { resourcesOf } from '../grants/resources.ts';
import { asObject, documentObjects, valueOfKey } from '../objects.ts';
import { directoryOf } from '../../text/path.ts';
import { cloudFormationRoles, namedObjects } from './cloudformation.ts';
import { entryOf, UNKNOWN_ENTRY } from './code-paths.ts';
import { defineRoleForm, referred } from './define.ts';

/** What all functions run as that have no role of their own; the grants of its statements have this symbol. */
const SHARED = 'provider';

/**
 * Functions of the Serverless Framework: they share the role of the provider, or have one of their own (`role`, and
 * `iamRoleStatements` of the plugin serverless-iam-roles-per-function).
 * @see https://www.serverless.com/framework/docs/providers/aws/guide/iam (2026-11)
 */
export const serverlessRoles = defineRoleForm({
  id: 'serverless',
  filesOfFolder: null,
  read(reading) {
    if (!/(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/.test(reading.unit.path)) return null;
    const document = documentObjects(reading).find((each) => valueOfKey(reading, each, 'provider') !== null);
    if (document === undefined) return null;
    const at = (object: SyntaxNode | null, key: string): SyntaxNode | null =>
      object === null ? null : asObject(reading, valueOfKey(reading, object, key));
    const provider = at(document, 'provider');
    const iam = at(provider, 'iam');
    const shared = valueOf(reading, provider, 'role') ?? externalRole(reading, iam);
    const functions = namedObjects(reading, valueOfKey(reading, document, 'functions'));
    const declared = resourcesOf(reading).map(({ symbol }) => symbol);
    const roleNamed = (node: SyntaxNode): string | null => {
      const text = symbolicText(reading, node);
      const symbol = referred(text) ?? text;
      return symbol !== null && declared.includes(symbol) ? symbol : null;
    };
    const own = cloudFormationRoles.read(reading, []);
    return {
      workloads: functions.map(([symbol, body]): Workload => {
        const role = valueOfKey(reading, body, 'role');
        const hasOwn = valueOfKey(reading, body, 'iamRoleStatements') !== null;
        const otherwise = shared === null ? SHARED : roleNamed(shared);
        const layers = valueOfKey(reading, body, 'layers') ?? valueOf(reading, provider, 'layers');
        return {
          symbol,
          role: role !== null ? roleNamed(role) : hasOwn ? symbol : otherwise,
          ...entry(reading, body),
          gaps: layers === null ? [] : ['The code of its layers is not read.'],
          range: reading.unit.rangeOf(body),
        };
      }),
      attachments: [
        ...functions
          .filter(([, body]) => symbolicText(reading, valueOfKey(reading, body, 'iamRoleStatementsInherit')) === 'true')
          .map(([holder]) => ({ holder, policy: SHARED })),
        ...(own?.attachments ?? []),
      ],
      declared: [SHARED, ...functions.map(([symbol]) => symbol), ...declared],
      gaps: [
        ...[
          valueOf(reading, provider, 'iamRoleStatements'),
          valueOf(reading, at(iam, 'role'), 'statements'),
          valueOf(reading, at(iam, 'role'), 'managedPolicies'),
        ].flatMap((list) => (isWritten(list) ? [] : [{ holder: SHARED, why: 'Its statements stand elsewhere.' }])),
        ...functions.flatMap(([holder, body]) =>
          isWritten(valueOfKey(reading, body, 'iamRoleStatements'))
            ? []
            : [{ holder, why: 'Its statements stand elsewhere.' }],
        ),
        ...(own?.gaps ?? []),
      ],
    };
  },
});

function valueOf(reading: FileReading, object: SyntaxNode | null, key: string): SyntaxNode | null {
  return object === null ? null : valueOfKey(reading, object, key);
}

/** `provider.iam.role` is an ARN, or says what the role may. */
function externalRole(reading: FileReading, iam: SyntaxNode | null): SyntaxNode | null {
  const role = valueOf(reading, iam, 'role');
  return role === null || role.kind === 'object' ? null : role;
}

function entry(reading: FileReading, body: SyntaxNode): Pick<Workload, 'paths' | 'handler'> {
  const handler = symbolicText(reading, valueOfKey(reading, body, 'handler'));
  return handler === null ? UNKNOWN_ENTRY : entryOf(directoryOf(reading.unit.path), handler);
}

/** Whether each statement of a list is written here: `- ${file(…)}` is not. */
function isWritten(list: SyntaxNode | null): boolean {
  if (list === null) return true;
  if (list.kind !== 'array') return false;
  return list.children.every(
    ({ kind }) => kind === 'object' || kind === 'comment' || kind === 'call' || kind === 'string',
  );
}
