import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf, descendants, enclosing } from '../../text/tree.ts';
import { splitWords } from '../../text/words.ts';
import { isPersonName } from '../data-context.ts';
import type { Reading } from '../define.ts';
import { declaredName } from '../names.ts';
import { defineRecordSource, record, type DeclaredField } from './define.ts';

/** Inputs of forms in JSX and in markup: what a page asks people for. */
export const formInputs = defineRecordSource({
  id: 'form-inputs',
  languages: ['tsx', 'javascript', 'markup'],
  *records(reading) {
    const { unit } = reading;
    if (!/<[\w.:-]*(?:input|field|select|textarea)/i.test(unit.tree.text)) return;
    const byOwner = new Map<SyntaxNode | null, DeclaredField[]>();
    const taken = new Set<SyntaxNode>();
    for (const call of unit.ofKind('call')) {
      const tag = childOf(call, 'call.callee');
      if (tag === null || unit.tree.text[call.start] !== '<' || !ELEMENT.test(unit.textOf(tag))) continue;
      const field = toField(reading, call, unit.textOf(tag));
      if (field === null || isWithin(call, taken)) continue;
      taken.add(call);
      const owner = ownerOf(call);
      const known = byOwner.get(owner);
      if (known === undefined) byOwner.set(owner, [field]);
      else known.push(field);
    }
    for (const [owner, fields] of byOwner) {
      const name = owner === null ? null : declaredName(unit, owner);
      const file = unit.path.slice(unit.path.lastIndexOf('/') + 1).split('.')[0] ?? '';
      const about = whom(name ?? file);
      yield { ...record(name ?? file, fields), name: isPersonName(about) ? about : '' };
    }
  },
});

/** Characters of a component's name. */
const MAX_NAME = 200;

/** `input`, `Input`, `TextField`, `v-text-field`, `FormField`, `Form.Item`, `Controller`. */
const ELEMENT =
  /(?:^|[.:-])(?:input|textarea|select)$|(?:Input|TextArea|Textarea|TextField|InputField|FormField|FormItem|FormControl|PasswordField|EmailField)$|^(?:Field|Controller|FastField|Form\.Item|Form\.Field|Form\.Control|FormFieldItem|Controlled\w*|Rhf\w*|HookForm\w*)$|-(?:input|field|textarea|text-field)$/;

/** Types whose value is a choice, a file, a number of steps, or not typed by anybody. */
const OTHER_TYPE =
  /^(?:hidden|submit|button|reset|image|file|checkbox|radio|range|color|search|number|url|datetime-local|time)$/;

/** @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill (2026-11) */
const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  name: 'full name',
  'given-name': 'first name',
  'additional-name': 'middle name',
  'family-name': 'last name',
  email: 'email',
  tel: 'phone',
  'tel-national': 'phone',
  'street-address': 'street address',
  'address-line1': 'address line 1',
  'address-line2': 'address line 2',
  'postal-code': 'postal code',
  bday: 'date of birth',
  sex: 'gender',
  username: 'username',
  'current-password': 'current password',
  'new-password': 'new password',
  'one-time-code': 'one time code',
  'cc-name': 'cardholder name',
  'cc-number': 'card number',
  'cc-csc': 'cvc',
  'cc-exp': 'card expiry',
};
const TYPES: Readonly<Record<string, string>> = { email: 'email', password: 'password', tel: 'phone' };

const NAMED =
  /^(?:name|v-model(?:\.\w+)*|formcontrolname|ng-model|data-testid2|asp-for|field|\[\(ngmodel\)\]|bind:value|wire:model(?:\.\w+)*|x-model|th:field|path)$/i;

function toField(reading: Reading, call: SyntaxNode, tag: string): DeclaredField | null {
  const attributes = attributesOf(reading, call);
  const type = (attributes.get('type') ?? '').toLowerCase();
  if (OTHER_TYPE.test(type)) return null;
  // What filters a list is asked of nobody.
  const all = [...attributes.values()].join(' ');
  if (/\b(?:search|filter)/i.test(`${attributes.get('role') ?? ''} ${attributes.get('placeholder') ?? ''}`))
    return null;
  const given =
    [...attributes].find(([key, value]) => NAMED.test(key) && value !== '')?.[1] ?? registered(reading, call);
  const id = attributes.get('id');
  const autocomplete = (attributes.get('autocomplete') ?? '').split(/\s+/).pop() ?? '';
  const meant =
    (Object.hasOwn(AUTOCOMPLETE, autocomplete) ? AUTOCOMPLETE[autocomplete] : undefined) ??
    (Object.hasOwn(TYPES, type) ? TYPES[type] : undefined) ??
    (/PasswordField$|PasswordInput$/.test(tag) ? 'password' : undefined);
  const name = readName(given) ?? readName(id);
  if ((name === null && meant === undefined) || /\bsearch\b/i.test(all.slice(0, 200))) return null;
  return { name: name ?? meant!, type: null, node: call, ...(meant === undefined ? {} : { meant }) };
}

/** `user[email]`, `form.username.name`, `inputEmail`, `customer.first_name`: the datum, with whom it is about. */
function readName(given: string | undefined): string | null {
  if (given === undefined) return null;
  const text = given
    .replace(/[{}"'`$@%()!?]/g, ' ')
    .replace(/\.(?:name|value|id|data)\s*$/, '')
    .trim();
  const last =
    text
      .split(/\s*\|\s*|\s+/)[0]
      ?.replace(/\]$/, '')
      .split(/\]?\[|\.|\]/)
      .filter((part) => part !== '' && !/^\d+$/.test(part)) ?? [];
  const name = last[last.length - 1] ?? '';
  const bare = name.replace(/^(?:input|txt|text|field|form|id|inp|fld|tb|edit)(?=[A-Z_-])[_-]?/, '');
  return splitWords(bare).length === 0 ? null : bare;
}

function attributesOf({ unit, resolver }: Reading, call: SyntaxNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const child of call.children) {
    const name = child.kind === 'keyword' ? childOf(child, 'keyword.name') : null;
    const value = child.kind === 'keyword' ? childOf(child, 'keyword.value') : null;
    if (name === null || value === null) continue;
    const key = unit.textOf(name).toLowerCase();
    if (value.kind === 'string') found.set(key, unit.language.readString(unit.textOf(value)) ?? '');
    else if (value.kind === 'template' || value.kind === 'name' || value.kind === 'member') {
      const known = resolver.valueOf(value);
      if (known.kind === 'text') found.set(key, known.text);
    }
  }
  return found;
}

/** `{...register('email')}` of react-hook-form, `{...form.getInputProps('email')}` of Mantine. */
function registered({ unit }: Reading, call: SyntaxNode): string | undefined {
  for (const spread of childrenOf(call, 'call.argument').filter((each) => each.kind === 'spread'))
    for (const inner of descendants(spread)) {
      const callee = inner.kind === 'call' ? childOf(inner, 'call.callee') : null;
      if (callee === null || !/(?:^|\.)(?:register|getInputProps|getFieldProps|field)$/.test(unit.textOf(callee)))
        continue;
      const first = childOf(inner, 'call.argument');
      if (first?.kind === 'string') return unit.language.readString(unit.textOf(first)) ?? undefined;
    }
  return undefined;
}

/** A field that draws its own input is one. */
function isWithin(node: SyntaxNode, taken: ReadonlySet<SyntaxNode>): boolean {
  for (let at = node.parent; at !== null; at = at.parent) if (taken.has(at)) return true;
  return false;
}

/** The component around it: forms of one page belong together. */
function ownerOf(call: SyntaxNode): SyntaxNode | null {
  let found: SyntaxNode | null = null;
  for (let at = enclosing(call, 'function', 'class'); at !== null; at = enclosing(at, 'function', 'class')) found = at;
  return found;
}

/** `UserDetailsForm` asks for a user's details. */
function whom(name: string): string {
  if (name.length > MAX_NAME) return name;
  return name.replace(
    /(?:Form|Page|Modal|Dialog|View|Screen|Component|Fields?|Section|Settings|Panel|Drawer|Step|Tab|Card)+$/i,
    '',
  );
}
