import { defineExtractor, type Site } from '../define.ts';
import { type TaggedField, taggedFields } from '../tagged-fields.ts';
import { known } from '../to-fact.ts';

/** Rules of validators that keep values out, not those that ask for a value at all. */
const RULES =
  /^(?:oneof|excludes\w*|excludesall|alphanum\w*|alpha\w*|uuid\w*|fqdn|hostname\w*|https?_url|url|uri|ip\w*|cidr\w*|email|eqfield|nefield|startswith|startsnotwith|contains|printascii|ascii|semver|dirpath|filepath|file|dir)(?:=|$)/;

/**
 * What tags of Go's structs keep out: values that a validator refuses, and fields that a request or an update may not set.
 * @see https://pkg.go.dev/github.com/go-playground/validator/v10 and https://gorm.io/docs/models.html (2026-11)
 */
export const structTags = defineExtractor({
  id: 'struct-tags',
  kinds: ['identity.guard'],
  languages: ['go'],
  *extract(reading) {
    const { unit } = reading;
    if (unit.context.test || !/`[^`\n]*(?:validate|binding|gorm|json|form):"/.test(unit.tree.text)) return;
    for (const field of taggedFields(reading))
      for (const rule of rulesIn(field.tag, field.name)) yield toSite(field, rule);
  },
});

/** What nobody should be sent, by its name. */
const SECRET = /pass(?:word|wd)?|pwd|hash|salt|secret|token|otp|session|credential|private_?key|api_?key/i;

function* rulesIn(tag: string, field: string): Generator<string> {
  for (const [, key = '', value = ''] of tag.matchAll(/(\w+):"([^"]*)"/g)) {
    const parts = value.split(/[,;]/).map((part) => part.trim());
    if (key === 'validate' || key === 'binding') yield* parts.filter((part) => RULES.test(part));
    if (key === 'json' && value === '-' && SECRET.test(field)) yield 'left out of JSON';
    if (key === 'gorm') yield* parts.filter((part) => /^(?:<-:(?:create|false|update)|->)$/.test(part));
  }
}

function toSite({ node, name, subject }: TaggedField, rule: string): Site {
  return {
    kind: 'identity.guard',
    action: 'validate-input',
    resource: { kind: 'policy', value: known(`${name} ${rule}`), norm: `${name} ${rule}` },
    node,
    evidence: [{ node, role: 'guard' }],
    tier: 'pattern',
    why: [`The tag of \`${name}\` says so.`],
    subject,
  };
}
