import type { SyntaxNode } from '../../model/syntax.ts';
import { hashParts } from '../../text/hash.ts';
import { splitWords } from '../../text/words.ts';
import { namedLiterals, type NamedLiteral } from '../credential-places.ts';
import { isPlaceholder, isUsableDefault, looksSecret, maskSecret, type CredentialClass } from '../credential-shape.ts';
import { jwtPattern, secretFormats, urlCredentials } from '../apis/secret-formats.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { spanOf } from '../span.ts';
import { known } from '../to-fact.ts';

/** Secrets that stand in the text: by the formats of their vendors, by the name they are given, by what they are used for. */
export const credentials = defineExtractor({
  id: 'credentials',
  kinds: ['identity.credential'],
  languages: 'all',
  *extract(reading) {
    const { unit } = reading;
    if (/(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|[^/]*\.lock|[^/]*-lock\.(?:json|ya?ml))$/.test(unit.path))
      return;
    const taken: { start: number; end: number }[] = [];
    for (const found of [...byFormat(reading), ...byUrl(reading)]) {
      taken.push(found.node);
      yield found.site;
    }
    if (unit.context.test || unit.context.example || unit.context.docs || unit.language.id === 'text') return;
    for (const literal of namedLiterals(reading)) {
      const isTaken = taken.some((span) => span.start < literal.node.end && literal.node.start < span.end);
      if (!isTaken && isSecret(literal))
        yield site(literal.node, literal.dataClass, literal.name, literal.text, literal.use, literal.why);
    }
  },
});

function isSecret({ use, text, name, dataClass }: NamedLiteral): boolean {
  // A URL counts for what stands in it, which is looked for apart.
  if (dataClass === 'credential.connection-string') return false;
  if (use === 'default' || use === 'argument')
    return (
      isUsableDefault(text) &&
      !/^(?:https?|wss?):\/\//.test(text) &&
      !(use === 'argument' && isPlaceholder(text) && text.length < 3)
    );
  if (use === 'comparison') return text.length >= 4 && !isPlaceholder(text) && looksChosen(text);
  return looksSecret(text, dataClass, name);
}

/** `password === 'letmein1'`, not `password === 'required'`. */
function looksChosen(text: string): boolean {
  return /\d|[^A-Za-z0-9_\s]/.test(text) && !/\s/.test(text);
}

interface Found {
  readonly node: SyntaxNode;
  readonly site: Site;
}

function* byFormat(reading: Reading): Generator<Found> {
  const { text } = reading.unit.tree;
  for (const { title, dataClass, mark, pattern } of secretFormats) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[0];
      if (isDummy(value)) continue;
      const node = spanOf(reading.unit, match.index, match.index + value.length);
      yield {
        node,
        site: site(
          node,
          dataClass,
          title,
          dataClass === 'credential.private-key' ? '' : value,
          'literal',
          `It has the format of ${title}.`,
        ),
      };
    }
  }
  if (!text.includes('eyJ') || reading.unit.context.test) return;
  for (const match of text.matchAll(jwtPattern)) {
    const node = spanOf(reading.unit, match.index, match.index + match[0].length);
    yield {
      node,
      site: site(node, 'credential.token', 'a signed JWT', match[0], 'literal', 'It has the format of a signed JWT.'),
    };
  }
}

/** AWS's own `…EXAMPLE`, rows of one letter, counted up digits. */
function isDummy(value: string): boolean {
  const body = value.replace(/^[^_-]*[_-]/, '');
  return (
    /EXAMPLE|example|devstoreaccount|Eby8vdM02xNO|dummy|fake|XXXX|xxxx|\*{3}|0000000|123456789|abcdefgh|ABCDEFGH|(.)\1{6}|your|test_?key|placeholder/i.test(
      value,
    ) || new Set(body).size < 6
  );
}

const LOCAL =
  /^(?:localhost|127\..*|0\.0\.0\.0|host\.docker\.internal|db|database|postgres|postgresql|mysql|mariadb|redis|mongo|mongodb|rabbitmq|host|hostname|server|example|user|domain|some-?host|my-?host|your.*)$|(?:^|\.)example\.(?:com|org|net)$|\.(?:local|test|invalid|example)$/i;

function* byUrl(reading: Reading): Generator<Found> {
  const { text } = reading.unit.tree;
  if (!text.includes('@') || !text.includes('://')) return;
  for (const match of text.matchAll(urlCredentials)) {
    const [all, scheme = '', user = '', password = '', host = ''] = match;
    if (
      isPlaceholder(password) ||
      LOCAL.test(host) ||
      !host.includes('.') ||
      /^[A-Z_]+$/.test(password) ||
      /[{}$%<>]/.test(password.slice(0, 2)) ||
      /^\d+$/.test(password)
    )
      continue;
    if (
      password.toLowerCase() === user.toLowerCase() ||
      /^(?:pass|pw|pwd|p4ss\w*|passw\w*|secret\w*|mypassword|hunter2)$/i.test(password)
    )
      continue;
    if (
      (reading.unit.context.test || reading.unit.context.docs || reading.unit.context.example) &&
      !/\d/.test(password)
    )
      continue;
    const node = spanOf(reading.unit, match.index, match.index + all.length);
    yield {
      node,
      site: site(
        node,
        'credential.connection-string',
        `${scheme} ${host}`,
        password,
        'url',
        `The address of ${host} holds a password.`,
      ),
    };
  }
}

/** `text` is never kept: the fact holds a hash of class and name, the reason its first four characters at most. */
function site(
  node: SyntaxNode,
  dataClass: CredentialClass,
  name: string,
  text: string,
  use: NamedLiteral['use'],
  why: string,
): Site {
  return {
    kind: 'identity.credential',
    action: 'hardcode',
    resource: {
      kind: 'credential',
      value: known(`${dataClass}:${hashParts([dataClass, splitWords(name).join('-')]).slice(0, 12)}`),
    },
    node,
    evidence: [{ node, role: 'literal' }],
    tier: 'pattern',
    why: [why, ...(text === '' ? [] : [`The literal is ${maskSecret(text)}.`])],
    qualifiers: { use },
    detail: { dataClass, field: name, decision: { at: 'hardcoded', basis: 'constant' } },
  };
}
