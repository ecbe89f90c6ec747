import { splitWords, toSingular } from '../text/words.ts';
import {
  ACCESS_WORDS,
  AMBIGUOUS_PERSON_WORDS,
  dataClasses,
  HEALTH_WORDS,
  ORGANISATION_WORDS,
  PERSON_WORDS,
  type DataClass,
} from './data-class-table.ts';

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

export interface Classification {
  readonly dataClass: DataClass;
  /** The field's name, words joined by `-`: one spelling for `dateOfBirth` and `date_of_birth`. */
  readonly field: string;
  /** `pattern`: the record it stands in agrees; `name`: only the name says so. */
  readonly tier: 'pattern' | 'name';
  readonly why: readonly string[];
}

interface Entry {
  readonly dataClass: DataClass;
  readonly context: 'alone' | 'person' | 'health' | 'access';
}

const entries = new Map<string, Entry[]>();
for (const dataClass of dataClasses) {
  const add = (names: readonly string[] | undefined, context: Entry['context']): void => {
    for (const name of names ?? []) {
      const words = name.split(' ');
      const key = [...words.slice(0, -1), toSingular(words[words.length - 1]!)].join('');
      const known = entries.get(key);
      if (known === undefined) entries.set(key, [{ dataClass, context }]);
      else known.push({ dataClass, context });
    }
  };
  add(dataClass.names, 'alone');
  add(dataClass.inHealth, 'health');
  add(dataClass.inPerson, 'person');
  add(dataClass.inAccess, 'access');
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** A name that begins so is a question, a switch or an act, not the datum. */
const LEADING = words(
  'is has had should can could will would did does do allow allows allowed enable enabled disable disabled show hide require requires required needs need use uses skip ignore include exclude want wants force send sends notify verify validate validates check on get set fetch update find create delete remove parse format render handle no not invalid missing max min num count total valid unique supports support mask masked hash hashed redact redacted anonymous anonymized pseudonymized forgot forgotten change toggle has have add edit save load store on noreply noop with without by per same toggle match matches generate generated wrong bad failed duplicate empty blank dummy fake mock test example sample',
);
/** Said of the sender or the house, not of a person. */
const HOUSE = words(
  'support noreply reply from sender system service sales info company business billing contact help default office team helpdesk organization organisation merchant store bot smtp',
);
/** Words after the datum that say no more than it. */
const TRAILING = words(
  'number no nr value text string str raw plain plaintext decrypted normalized normalised lower upper primary secondary 1 2 3 4 one two old new current formatted full local intl',
);

const FIELD_TYPES_AGAINST =
  /(?:^|[.\s|&<(])(?:\w*(?:Config|Options|Settings|Template|Service|Client|Validator|Handler|Component|Error|Schema|FormControl|Control|Callback|Function|Status|Provider|Transport|Formatter|Column|Ref|Element|Event|Props|Rule|Rules))(?:$|[\s|&>[)])|=>|^\s*(?:void|never|unique symbol)\b|\bCallable\b/;
const BOOLEAN = /^[:\s]*(?:bool|boolean|Boolean|Optional\[bool\]|bool \| None|boolean \| (?:null|undefined))\s*$/;
const LITERALS = /^[:\s]*(?:Literal\[|(?:\|?\s*['"][^'"]*['"]\s*)+(?:\|\s*(?:null|undefined)\s*)?$)/;
const DATE =
  /^[:\s]*(?:Date|datetime|date|datetime\.datetime|datetime\.date|Moment|Dayjs|Instant|LocalDate|LocalDateTime)\b/;
const NUMBER = /^[:\s]*(?:number|int|float|Decimal|bigint)\b/;
/** Fields that hold text about someone, not a number and not a date. */
const TEXTUAL = /^(?:contact\.(?:email|address)|identity\.name|credential\.password|health\.allergy)/;

/**
 * What a name says about the data it holds. Null: nothing. The head of an English name is its last word, so an
 * `emailTemplate` is a template, a `passwordHash` a hash and a `phoneCount` a count; no list of suffixes is needed for that.
 */
export function classify(datum: NamedDatum): Classification | null {
  const all = splitWords(datum.name);
  if (all.length === 0 || all.length > 8 || /[/:.*?<>]/.test(datum.name)) return null;
  const found = match(all, datum);
  if (found === null) return null;
  const { dataClass, context, matched } = found;
  const why = [`\`${datum.name}\` reads as ${dataClass.label} (${dataClass.id}).`];
  if (all.join('') === 'fullname' && isOtherThing(datum.owner ?? '')) return null;
  const reason = typeAgainst(datum.type ?? null, dataClass);
  if (reason !== null) return null;
  if (!dataClass.flag && LEADING.has(all[0]!) && matched < all.length) return null;
  if (/^(?:contact\.|identity\.name)/.test(dataClass.id) && HOUSE.has(all[0]!) && matched < all.length) return null;
  if (
    dataClass.id === 'credential.password' &&
    /^(?:encrypted|hashed|reset|forgot|change|confirm)$/.test(all[0]!) &&
    all[0] !== 'confirm'
  )
    return null;
  // A company's phone number is on its website.
  if (
    /^(?:contact\.(?!emergency)|identity\.name)/.test(dataClass.id) &&
    isOrganisation(datum.owner ?? '') &&
    matched === all.length
  )
    return null;
  if (context !== null) why.push(context);
  if (datum.type !== undefined && datum.type !== null)
    why.push(`Its type \`${datum.type.replace(/^[:\s]+/, '').slice(0, 60)}\` does not speak against it.`);
  return { dataClass, field: all.join('-'), tier: context === null ? 'name' : 'pattern', why };
}

function match(
  all: readonly string[],
  datum: NamedDatum,
): { dataClass: DataClass; context: string | null; matched: number } | null {
  let end = all.length;
  for (;;) {
    const found = matchEnd(all.slice(0, end), datum);
    if (found !== null) return found;
    if (end <= 1 || !TRAILING.has(all[end - 1]!)) return null;
    end -= 1;
  }
}

function matchEnd(
  all: readonly string[],
  datum: NamedDatum,
): { dataClass: DataClass; context: string | null; matched: number } | null {
  const last = all.length - 1;
  for (let from = 0; from <= last; from += 1) {
    const tail = [...all.slice(from, last), toSingular(all[last]!)];
    const candidates = entries.get(tail.join('')) ?? entries.get(all.slice(from).join('')) ?? [];
    for (const { dataClass, context } of candidates) {
      const before = all.slice(0, from);
      if (context === 'alone') {
        return { dataClass, context: personContext(datum), matched: all.length - from };
      }
      // "customerName": the record is named in the field itself. "fileName" and "hostname" name no record of a person.
      if (context === 'person') {
        const own = before[before.length - 1];
        if (own !== undefined) {
          if (PERSON_WORDS.has(toSingular(own)) && own !== 'contact' && !isAccountName(own, dataClass))
            return { dataClass, context: `It names whom it is about: ${own}.`, matched: all.length };
          continue;
        }
        const why = personContext(isAmbiguous(datum.owner) ? { ...datum, owner: null } : datum);
        if (why !== null) return { dataClass, context: why, matched: all.length - from };
      }
      if (context === 'health') {
        const why = healthContext(datum, before);
        if (why !== null) return { dataClass, context: why, matched: all.length - from };
      }
      if (context === 'access' && before.length === 0) {
        const why = accessContext(datum);
        if (why !== null) return { dataClass, context: why, matched: all.length - from };
      }
    }
  }
  return null;
}

/** `userName` is a login name, no person's name. */
function isAccountName(own: string, dataClass: DataClass): boolean {
  return dataClass.id === 'identity.name' && /^(?:user|admin|profile|driver|dependent|consumer)$/.test(own);
}

/** Words that say what kind of record a person's record is: `CreateUserRequest`, `CustomerDto`. */
const RECORD = words(
  'dto input output request response model schema entity record row info details detail data form payload create update patch base out in view read write new type interface doc document object item items list page result results serializer command params param args body query public private full summary partial orm table tbl t db attributes attrs props2 i 1 2 vo bo po creation registration signup import export struct json obj dict typed raw current existing updated old saved found my your this event2',
);

/** `UserConfig` and `CustomerService` are no persons, `NewCustomerDto` is one. */
export function isPersonName(name: string): boolean {
  const head = headOf(name);
  return head !== null && PERSON_WORDS.has(toSingular(head));
}

/** `repository.full_name` and `module.fullName`: a variable that is called something, and not a person. */
function isOtherThing(owner: string): boolean {
  return (
    /^[a-z_]/.test(owner) &&
    !isPersonName(owner) &&
    !/^(?:body|data|form|payload|input|args|values?|params|req|request|row|dto|props|self|obj|fields|details|info|attributes|json|query|account|owner|author|record|item|form_?data|parsed|result|event|state|signup|registration)$/i.test(
      owner,
    )
  );
}

/** Only other fields of the record can say that a `Member` or a `Visitor` is a person. */
function isAmbiguous(owner: string | null | undefined): boolean {
  const head = owner === null || owner === undefined ? null : headOf(owner);
  return head !== null && AMBIGUOUS_PERSON_WORDS.has(toSingular(head));
}

/** `Organisation`, `CompanyOverview`; not `OrganisationMember`. */
function isOrganisation(owner: string): boolean {
  const all = splitWords(owner).map(toSingular);
  return all.some((word) => ORGANISATION_WORDS.has(word)) && !all.some((word) => PERSON_WORDS.has(word));
}

function headOf(name: string): string | null {
  const all = splitWords(name);
  let end = all.length;
  while (end > 1 && RECORD.has(all[end - 1]!) && !PERSON_WORDS.has(all[end - 1]!)) end -= 1;
  return all[end - 1] ?? null;
}

const STRONG = new Set([
  'contact.email',
  'contact.phone',
  'identity.name',
  'identity.date-of-birth',
  'identity.national-id',
  'contact.address',
]);
const PERSON_ID =
  /^(?:user|patient|customer|employee|member|person|student|subscriber|passenger|applicant|guest)_?id$/i;

function personContext({ owner, siblings = [], name }: NamedDatum): string | null {
  if (owner !== undefined && owner !== null && owner !== '') {
    if (isPersonName(owner)) return `It stands in \`${owner}\`, which is about a person.`;
    const head = headOf(owner);
    if (isOrganisation(owner)) return null;
    if (
      /^(?:address|location)$/.test(head ?? '') &&
      splitWords(owner).some(
        (word) =>
          PERSON_WORDS.has(toSingular(word)) || /^(?:shipping|billing|home|delivery|postal|mailing)$/.test(word),
      )
    )
      return `It stands in \`${owner}\`.`;
  }
  const others = siblings.filter((each) => each !== name);
  const id = others.find((each) => PERSON_ID.test(each));
  if (id !== undefined) return `\`${id}\` in the same record says that it is about a person.`;
  const strong = others.find((each) => isStrong(each));
  return strong === undefined ? null : `\`${strong}\` in the same record says that it is about a person.`;
}

function isStrong(name: string): boolean {
  const all = splitWords(name);
  if (LEADING.has(all[0] ?? '') || HOUSE.has(all[0] ?? '')) return false;
  const key = [...all.slice(0, -1), toSingular(all[all.length - 1] ?? '')].join('');
  return (entries.get(key) ?? []).some(({ dataClass, context }) => context === 'alone' && STRONG.has(dataClass.id));
}

function healthContext({ owner, siblings = [], name }: NamedDatum, before: readonly string[]): string | null {
  const inOwner = splitWords(owner ?? '').find((word) => HEALTH_WORDS.has(toSingular(word)));
  if (inOwner !== undefined) return `It stands in \`${owner ?? ''}\`, which is about health.`;
  const inName = before.find((word) => HEALTH_WORDS.has(toSingular(word)));
  if (inName !== undefined) return `It names what it is about: ${inName}.`;
  const other = siblings.find(
    (each) =>
      each !== name &&
      (entries.get(splitWords(each).join('')) ?? []).some(
        ({ dataClass, context }) => context === 'alone' && dataClass.id.startsWith('health.'),
      ),
  );
  return other === undefined ? null : `\`${other}\` in the same record says that it is about health.`;
}

function accessContext({ owner, surroundings = [] }: NamedDatum): string | null {
  const around = [...splitWords(owner ?? ''), ...surroundings];
  const word = around.find((each) => ACCESS_WORDS.has(each));
  return word === undefined ? null : `It stands where sign-in is dealt with (${word}).`;
}

/** Why a type rules a class out; null when it does not. */
function typeAgainst(type: string | null, dataClass: DataClass): string | null {
  if (type === null) return null;
  if (BOOLEAN.test(type)) return dataClass.flag === true ? null : 'a yes or no';
  if (LITERALS.test(type) && dataClass.enumerated !== true) return 'a choice of literals';
  if (FIELD_TYPES_AGAINST.test(type)) return 'not a value';
  if (DATE.test(type) && TEXTUAL.test(dataClass.id)) return 'a date';
  if (DATE.test(type) && dataClass.id.startsWith('credential.')) return 'a date';
  if (NUMBER.test(type) && TEXTUAL.test(dataClass.id)) return 'a number';
  return null;
}
