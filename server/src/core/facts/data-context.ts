import { splitWords, toSingular } from '../text/words.ts';
import {
  ACCESS_WORDS,
  AMBIGUOUS_PERSON_WORDS,
  HEALTH_WORDS,
  ORGANISATION_WORDS,
  PERSON_WORDS,
  THING_WORDS,
} from './data-class-table.ts';
import { builtInVocabulary, wordSet } from './data-vocabulary.ts';

/** A field or variable with what stands around it. */
export interface NamedDatum {
  /** As written: `dateOfBirth`. */
  readonly name: string;
  /** The object, class or variable it belongs to: `Patient`, `currentUser`. */
  readonly owner?: string | null;
  /** Its declared type, as written. */
  readonly type?: string | null;
  /** Names of the other fields of the record. */
  readonly siblings?: readonly string[];
  /** Words of the function and file around it, for what only means something where sign-in is dealt with. */
  readonly surroundings?: readonly string[];
}

/** A name that begins so is a question, a switch or an act, not the datum. */
export const LEADING = wordSet(
  'is has had should can could will would did does do allow allows allowed enable enabled disable disabled show hide require requires required needs need use uses skip ignore include exclude want wants force send sends notify verify validate validates check on get set fetch update find create delete remove parse format render handle no not invalid missing max min num count total valid unique supports support mask masked hash hashed redact redacted anonymous anonymized pseudonymized forgot forgotten change toggle has have add edit save load store on noreply noop with without by per same toggle match matches generate generated wrong bad failed duplicate empty blank dummy fake mock test example sample',
);
/** Said of the sender or the house, not of a person. */
export const HOUSE = wordSet(
  'support noreply reply from sender system service sales info company business billing contact help default office team helpdesk organization organisation merchant store bot smtp',
);
/** Words that say what kind of record a person's record is: `CreateUserRequest`, `CustomerDto`. */
const RECORD = wordSet(
  'dto input output request response model schema entity record row info details detail data form payload create update patch base out in view read write new type interface doc document object item items list page result results serializer command params param args body query public private full summary partial spec core basic extended additional external orm table tbl t db attributes attrs props2 i 1 2 vo bo po creation registration signup import export struct json obj dict typed raw current existing updated old saved found my your this event2',
);

/** `UserConfig` and `CustomerService` are no persons, `NewCustomerDto` is one. */
export function isPersonName(name: string): boolean {
  const head = headOf(name);
  return head !== null && PERSON_WORDS.has(toSingular(head));
}

/** `repository.full_name` and `module.fullName`: a variable that is called something, and not a person. */
export function isOtherThing(owner: string): boolean {
  return (
    /^[a-z_]/.test(owner) &&
    !isPersonName(owner) &&
    !/^(?:[a-z]|it|each|body|data|form|payload|input|args|values?|params|req|request|row|dto|props|self|obj|fields|details|info|attributes|json|query|account|owner|author|tenant|record|rec|item|entry|doc|form_?data|parsed|result|event|state|signup|registration)$/i.test(
      owner,
    )
  );
}

/** Only other fields of the record can say that a `Member` or a `Visitor` is a person. */
export function isAmbiguous(owner: string | null | undefined): boolean {
  const head = owner === null || owner === undefined ? null : headOf(owner);
  return head !== null && AMBIGUOUS_PERSON_WORDS.has(toSingular(head));
}

/** `Organisation`, `CompanyOverview`; not `OrganisationMember`. */
export function isOrganisation(owner: string): boolean {
  const all = splitWords(owner).map(toSingular);
  const head = headOf(owner.replace(/(?:Overview|Summary|Profile|Page|Card|List)$/, ''));
  return head !== null && ORGANISATION_WORDS.has(toSingular(head)) && !all.some((word) => PERSON_WORDS.has(word));
}

export function isThing(owner: string): boolean {
  const head = headOf(owner);
  return (
    head !== null &&
    THING_WORDS.has(toSingular(head)) &&
    !splitWords(owner).some((word) => PERSON_WORDS.has(toSingular(word)))
  );
}

function headOf(name: string): string | null {
  const all = splitWords(name);
  let end = all.length;
  while (end > 1 && RECORD.has(all[end - 1]!) && !PERSON_WORDS.has(all[end - 1]!)) end -= 1;
  return all[end - 1] ?? null;
}

/** Classes whose fields only records of persons have. */
const STRONG = /^(?:contact\.(?:email|phone|address|emergency)|identity\.|demographic\.|health\.|financial\.)/;
const PERSON_ID =
  /^(?:user|patient|customer|employee|member|person|student|subscriber|passenger|applicant|guest)_?id$/i;

const ADDRESS_PART = /street|line_?[12]|^zip|postal|postcode|^plz$/i;
/** Addresses that are no place to live at. */
export const MACHINE = /chain|wallet|contract|nonce|port$|host|balance|socket|peer|subnet/i;

/** `isGeneric`: what the name says depends on more than whose the record is. */
export function personContext({ owner, siblings = [], name }: NamedDatum, isGeneric = false): string | null {
  if (owner !== undefined && owner !== null && owner !== '') {
    if (isPersonName(owner)) return `It stands in \`${owner}\`, which is about a person.`;
    const head = headOf(owner);
    if (
      /^(?:address|location)$/.test(head ?? '') &&
      splitWords(owner).some(
        (word) =>
          PERSON_WORDS.has(toSingular(word)) || /^(?:shipping|billing|home|delivery|postal|mailing)$/.test(word),
      )
    )
      return `It stands in \`${owner}\`.`;
    if (isOrganisation(owner)) return null;
  }
  const others = siblings.filter((each) => each !== name);
  const part = /^(?:address|addr)$/.test(headOf(owner ?? '') ?? '') && others.find((each) => ADDRESS_PART.test(each));
  if (part && !others.some((each) => MACHINE.test(each)))
    return `It stands in \`${owner ?? ''}\` with \`${part}\`: a postal address.`;
  const id = isGeneric ? undefined : others.find((each) => PERSON_ID.test(each));
  if (id !== undefined) return `\`${id}\` in the same record says that it is about a person.`;
  const [strong, second] = others.filter((each) => isStrong(each));
  // A build with a `dob` is no person: of what is called a thing one field alone says little.
  if (strong === undefined || (second === undefined && isThing(owner ?? ''))) return null;
  return `\`${strong}\` in the same record says that it is about a person.`;
}

function isStrong(name: string): boolean {
  const all = splitWords(name);
  if (LEADING.has(all[0] ?? '') || HOUSE.has(all[0] ?? '')) return false;
  const key = [...all.slice(0, -1), toSingular(all[all.length - 1] ?? '')].join('');
  return (builtInVocabulary.get(key) ?? []).some(
    ({ dataClass, context }) => context === 'alone' && STRONG.test(dataClass.id),
  );
}

/** Fields of what lets somebody in: whom, until when. */
const ACCESS_SIBLING =
  /^(?:(?:user|account|member|customer|owner)_?id|expir\w*|\w*_?expires?_?(?:at|in|on)?|revoked(?:_?at)?|usesLeft|uses_left|redeemed_?at|consumed_?at)$/i;

export function healthContext({ owner, siblings = [], name }: NamedDatum, before: readonly string[]): string | null {
  const inOwner = splitWords(owner ?? '').find((word) => HEALTH_WORDS.has(toSingular(word)));
  if (inOwner !== undefined) return `It stands in \`${owner ?? ''}\`, which is about health.`;
  const inName = before.find((word) => HEALTH_WORDS.has(toSingular(word)));
  if (inName !== undefined) return `It names what it is about: ${inName}.`;
  const other = siblings.find(
    (each) =>
      each !== name &&
      (builtInVocabulary.get(splitWords(each).join('')) ?? []).some(
        ({ dataClass, context }) => context === 'alone' && dataClass.id.startsWith('health.'),
      ),
  );
  return other === undefined ? null : `\`${other}\` in the same record says that it is about health.`;
}

/** What only a card has: `cvv`, a card number. A card of a game or of a page has none. */
export function paymentContext({ owner, siblings = [], name }: NamedDatum): string | null {
  if (/(?:credit|debit|payment|bank)_?card/i.test(owner ?? ''))
    return `It stands in \`${owner ?? ''}\`, which is about a card.`;
  const other = siblings.find(
    (each) =>
      each !== name &&
      (builtInVocabulary.get(splitWords(each).join('')) ?? []).some(
        ({ dataClass, context }) => context === 'alone' && dataClass.id.startsWith('payment.c'),
      ),
  );
  return other === undefined ? null : `\`${other}\` in the same record says that it is about a card.`;
}

export function accessContext({ owner, surroundings = [], siblings = [], name }: NamedDatum): string | null {
  const around = [...splitWords(owner ?? ''), ...surroundings];
  const word = around.find((each) => ACCESS_WORDS.has(each));
  if (word !== undefined) return `It stands where sign-in is dealt with (${word}).`;
  const other = siblings.find((each) => each !== name && ACCESS_SIBLING.test(each));
  return other === undefined ? null : `\`${other}\` in the same record says that it gives access.`;
}
