import { splitWords, toSingular } from '../text/words.ts';
import { dataClasses, ORGANISATION_WORDS, PERSON_WORDS, type DataClass } from './data-class-table.ts';
import {
  accessContext,
  healthContext,
  HOUSE,
  isAmbiguous,
  isOrganisation,
  isOtherThing,
  isThing,
  LEADING,
  MACHINE,
  paymentContext,
  personContext,
  type NamedDatum,
} from './data-context.ts';
import { isNumber, typeAgainst } from './data-types.ts';
import { builtInVocabulary, wordSet, type Vocabulary } from './data-vocabulary.ts';

export interface Classification {
  readonly dataClass: DataClass;
  /** The field's name, words joined by `-`: one spelling for `dateOfBirth` and `date_of_birth`. */
  readonly field: string;
  /** `pattern`: the record it stands in agrees; `name`: only the name says so. */
  readonly tier: 'pattern' | 'name';
  readonly why: readonly string[];
}

/** Words after the datum that say no more than it. */
const TRAILING = wordSet(
  'number no nr num value val text txt string str raw plain plaintext decrypted encrypted ciphertext enc normalized normalised lower upper primary secondary 1 2 3 4 5 one two three old new current formatted full local intl field input again e 164 home work personal private office pct percent percentage gbp usd eur inr chf cents pence',
);
/** What is said of somebody's health or past, in words of its own: `injuryDescription`, `allergyNotes`. */
const DESCRIBING = wordSet(
  'degree type severity description desc descr day days date level reading details detail notes note reason list history summary comment comments info',
);
/** Said before the datum, of which one of several it is. */
const QUALIFIER = wordSet(
  'normalized normalised lower current new old previous prev primary secondary main other alt alternate alternative home work private preferred default login original unconfirmed pending my your their last first str txt m f p c contact',
);
/** Short for something else where no person is meant. */
const ABBREVIATION = /^(?:dob|bday|bmi|gps|csc|cvn|bic|ctc|cpf|bsn|nino|otp)$/;
/** Which address a part belongs to: `shippingCity`. */
const ADDRESS_OF = /^(?:shipping|billing|delivery|mailing|postal|home|ship|bill|residence|permanent|birth)$/;
/** Whom it is about, written together with it: `useremail`, `custphone`. */
const JOINED_PERSON =
  /^(?:user|usr|customer|cust|client|employee|emp|patient|contact|member|guest|student|person)(?=\w{3})/;

/**
 * What a name says about the data it holds. Null: nothing. The head of an English name is its last word, so an
 * `emailTemplate` is a template, a `passwordHash` a hash and a `phoneCount` a count; no list of suffixes is needed for that.
 */
export function classify(datum: NamedDatum, vocabulary = builtInVocabulary): Classification | null {
  const all = splitWords(datum.name);
  if (all.length === 0 || all.length > 8 || /[/:.*?<>]/.test(datum.name)) return null;
  const found = match(all, datum, vocabulary);
  if (found === null) return null;
  const { dataClass, context, matched } = found;
  if (all.join('') === 'fullname' && isOtherThing(datum.owner ?? '')) return null;
  const reason = typeAgainst(datum.type ?? null, dataClass);
  if (reason !== null) return null;
  if (!dataClass.flag && LEADING.has(all[0]!) && matched < all.length) return null;
  // Whom to write to in the record of a person is that person.
  const isHouse = HOUSE.has(all[0]!) && !(/^(?:contact|billing)$/.test(all[0]!) && context !== null);
  if (/^(?:contact\.|identity\.name)/.test(dataClass.id) && isHouse && matched < all.length) return null;
  if (
    dataClass.id === 'credential.password' &&
    /^(?:encrypted|hashed|reset|forgot|change|confirm)$/.test(all[0]!) &&
    all[0] !== 'confirm'
  )
    return null;
  // `org_email`, `storePhone`: of a house, too.
  const [whose = ''] = matched < all.length ? all.slice(all.length - matched - 1) : [];
  if (/^(?:contact\.|identity\.|demographic\.)/.test(dataClass.id) && ORGANISATION_WORDS.has(toSingular(whose)))
    return null;
  if ((isGeneric(all) || all.join('') === 'fullname') && isThing(datum.owner ?? '')) return null;
  // `dob` of a build is its date.
  if (ABBREVIATION.test(all.join('')) && isThing(datum.owner ?? '') && context === null) return null;
  // A company's phone number is on its website.
  if (
    /^(?:contact\.(?!emergency)|identity\.name)/.test(dataClass.id) &&
    isOrganisation(datum.owner ?? '') &&
    matched === all.length
  )
    return null;
  return {
    dataClass,
    field: all.join('-'),
    tier: context === null ? 'name' : 'pattern',
    why: explain(datum, found),
  };
}

/** In the words of the built-in table and of the team's policy. */
export function classifier({
  vocabulary,
}: {
  readonly vocabulary: Vocabulary;
}): (datum: NamedDatum) => Classification | null {
  return (datum) => classify(datum, vocabulary);
}

/** What was matched, where it stands, its type, the rule, and what would have ruled it out. */
function explain({ name, owner, type }: NamedDatum, { dataClass, context, matched, rule }: Match): readonly string[] {
  const tags = dataClass.tags.length === 0 ? '' : `; ${dataClass.tags.join(', ')}`;
  const words = splitWords(name).slice(-matched).join(' ');
  const part = words === splitWords(name).join(' ') ? '' : `, by its words "${words}"`;
  return [
    `\`${name}\` reads as ${dataClass.label} (${dataClass.id}${tags})${part}.`,
    context ??
      `${rule === 'alone' ? 'The name says it wherever it stands' : 'Only the name says so'}${owner ? `; it stands in \`${owner}\`` : ''}.`,
    ...(type === undefined || type === null
      ? []
      : [`Its type \`${type.replace(/^[:\s]+/, '').slice(0, 60)}\` does not speak against it.`]),
    'It is no switch, count, setting, message or hash by its name, and no organisation or thing by what it stands in.',
  ];
}

interface Match {
  readonly dataClass: DataClass;
  /** A sentence: what stands around it agrees. Null: only the name says so. */
  readonly context: string | null;
  /** Words of the name. */
  readonly matched: number;
  readonly rule: 'alone' | 'in-record' | 'credential';
}

function match(all: readonly string[], datum: NamedDatum, vocabulary: Vocabulary): Match | null {
  let end = all.length;
  for (;;) {
    const found = matchEnd(all.slice(0, end), datum, vocabulary);
    if (found !== null) return found;
    if (end <= 1 || !TRAILING.has(all[end - 1]!)) break;
    end -= 1;
  }
  const described =
    all.length > 1 && DESCRIBING.has(all.at(-1)!) ? matchEnd(all.slice(0, -1), datum, vocabulary) : null;
  if (
    described !== null &&
    /^(?:health\.(?:condition|treatment|allergy|measurement)|demographic\.criminal)/.test(described.dataClass.id)
  )
    return described;
  // What is said `for` something is what stands before that.
  const purpose = all.indexOf('for');
  if (purpose > 0) return matchEnd(all.slice(0, purpose), datum, vocabulary);
  const coded =
    all.length > 1 && /^(?:code|cd)$/.test(all.at(-1)!) ? matchEnd(all.slice(0, -1), datum, vocabulary) : null;
  if (coded?.dataClass.enumerated === true && coded.dataClass.id.startsWith('demographic.')) return coded;
  const ofOwner = matchWithOwner(all, datum, vocabulary);
  if (ofOwner !== null) return ofOwner;
  const credential = matchCredential(all, datum);
  if (credential !== null) return credential;
  const [only = ''] = all;
  const rest = all.length === 1 ? only.replace(JOINED_PERSON, '') : only;
  return rest === only
    ? null
    : matchEnd([rest], { ...datum, owner: only.slice(0, only.length - rest.length) }, vocabulary);
}

function matchEnd(all: readonly string[], datum: NamedDatum, vocabulary: Vocabulary): Match | null {
  const last = all.length - 1;
  for (let from = 0; from <= last; from += 1) {
    const tail = [...all.slice(from, last), toSingular(all[last]!)];
    const candidates =
      vocabulary.get(tail.join('')) ?? vocabulary.get(all.slice(from).join('')) ?? vocabulary.get(numbered(tail)) ?? [];
    for (const { dataClass, context } of candidates) {
      const before = all.slice(0, from);
      if (context === 'alone') {
        return { dataClass, context: personContext(datum), matched: all.length - from, rule: 'alone' };
      }
      // "customerName": the record is named in the field itself. "fileName" and "hostname" name no record of a person.
      if (context === 'person') {
        const own = before[before.length - 1];
        if (own !== undefined) {
          if (PERSON_WORDS.has(toSingular(own)) && own !== 'contact' && !isAccountName(own, dataClass, datum))
            return {
              dataClass,
              context: `It names whom it is about: ${own}.`,
              matched: all.length - from + 1,
              rule: 'in-record',
            };
          if (dataClass.id === 'contact.address' && ADDRESS_OF.test(own))
            return { dataClass, context: `It names which address: ${own}.`, matched: all.length, rule: 'in-record' };
          if (!before.every((word) => QUALIFIER.has(word))) continue;
        }
        if (isPlace(datum, dataClass, vocabulary))
          return {
            dataClass,
            context: `It stands in \`${datum.owner ?? ''}\`.`,
            matched: all.length - from,
            rule: 'in-record',
          };
        if (isTyped(datum, dataClass))
          return { dataClass, context: 'Its type says so.', matched: all.length - from, rule: 'in-record' };
        const why = personContext(isAmbiguous(datum.owner) ? { ...datum, owner: null } : datum, isGeneric(all));
        if (why !== null) return { dataClass, context: why, matched: all.length - from, rule: 'in-record' };
      }
      if (context === 'health') {
        const why = healthContext(datum, before);
        if (why !== null) return { dataClass, context: why, matched: all.length - from, rule: 'in-record' };
      }
      if (context === 'payment' && before.every((word) => QUALIFIER.has(word) || word === 'card')) {
        const why = paymentContext(datum);
        if (why !== null) return { dataClass, context: why, matched: all.length - from, rule: 'in-record' };
      }
      if (context === 'access' && before.length === 0) {
        const isOfText = (datum.siblings ?? []).some((each) => NO_CREDENTIAL_SIBLING.test(each));
        const isOther = isOfText || splitWords(datum.owner ?? '').some((word) => NO_CREDENTIAL.has(toSingular(word)));
        const why = isOther && all.at(-1) === 'token' ? null : accessContext(datum);
        if (why !== null) return { dataClass, context: why, matched: all.length - from, rule: 'in-record' };
      }
    }
  }
  return null;
}

/** `Passport.number`, `Driver.licenceNumber`: the record and the field say it together. */
function matchWithOwner(all: readonly string[], { owner }: NamedDatum, vocabulary: Vocabulary): Match | null {
  const whole = [...splitWords(owner ?? ''), ...all];
  if (whole.length === all.length || whole.length > 6) return null;
  const found = (vocabulary.get(whole.join('')) ?? vocabulary.get(numbered(whole)) ?? []).find(
    ({ dataClass, context }) =>
      context === 'alone' && /^(?:identity\.(?:driver|passport|national)|payment\.iban)/.test(dataClass.id),
  );
  if (found === undefined) return null;
  const context = `It stands in \`${owner ?? ''}\`, which says what it is.`;
  return { dataClass: found.dataClass, context, matched: all.length, rule: 'in-record' };
}

/** `licence no` and `insurance nbr` are numbers in other words. */
function numbered(tail: readonly string[]): string {
  const isShort = /^(?:no|nr|nbr|num)$/.test(tail.at(-1) ?? '');
  return isShort ? [...tail.slice(0, -1), 'number'].join('') : '';
}

/** Where a token is a piece of text, of a list that goes on, or of a model's bill. */
const NO_CREDENTIAL = wordSet(
  'page next previous continuation continue sync input output prompt completion total max min cached cache reasoning thinking usage used num count csrf xsrf antiforgery contract nft erc stop eos bos pad special start end first comment keyword cancellation cancel abort idempotency correlation tracking design theme color symbol lexer parser syntax parse budget limit remaining free paid per cost price context window resume paging page cursor scroll watch swap pool base quote gas fee native reward governance stake ad name type kind',
);
const NO_CREDENTIAL_SIBLING =
  /^(?:kind|line|column|col|start|end|offset|pos|position|lexeme|length|logprobs?|decimals|chain\w*|symbol|balance|contract\w*|namespace|mount\w*|secretname|nextToken|pageToken|probability|score|span|range|loc)$/i;

/** `tempToken`, `slack_secret`, a bare `token` of a record that tells of no text and no coin. */
function matchCredential(all: readonly string[], { type, siblings = [], owner }: NamedDatum): Match | null {
  const last = all[all.length - 1];
  if ((last !== 'token' && last !== 'secret') || siblings.length === 0 || isNumber(type)) return null;
  const around = [...all.slice(0, -1), ...splitWords(owner ?? '')];
  if (
    around.some((word) => NO_CREDENTIAL.has(toSingular(word))) ||
    siblings.some((each) => NO_CREDENTIAL_SIBLING.test(each))
  )
    return null;
  const dataClass = dataClasses.find(({ id }) => id === `credential.${last}`)!;
  return {
    dataClass,
    context: 'It stands in a record that tells of no text that is read and of no coin.',
    matched: all.length,
    rule: 'credential',
  };
}

/** `lat` of `gpsPosition`. */
function isPlace({ owner }: NamedDatum, dataClass: DataClass, vocabulary: Vocabulary): boolean {
  if (dataClass.id !== 'location.precise') return false;
  const entries = vocabulary.get(splitWords(owner ?? '').join('')) ?? [];
  return entries.some((entry) => entry.dataClass === dataClass && entry.context === 'alone');
}

/** `address: Address`: a postal one has parts. */
function isTyped({ type, owner, siblings = [] }: NamedDatum, dataClass: DataClass): boolean {
  return (
    dataClass.id === 'contact.address' &&
    /^[:\s*&?]*(?:Option<|Optional\[|List<|repeated |\[\]?)?(?:[\w.]+\.)?(?:\w*(?:Postal|Street|Billing|Shipping|Mailing|Home|Customer|User|Person|Contact))?Address(?:Input|Dto|DTO|Model|Entity|Type|Info)?\b/.test(
      type ?? '',
    ) &&
    !isOrganisation(owner ?? '') &&
    !siblings.some((each) => MACHINE.test(each))
  );
}

/** `userName` is a login name, no person's name; a `clientName` may be a program's. */
function isAccountName(own: string, dataClass: DataClass, datum: NamedDatum): boolean {
  if (dataClass.id !== 'identity.name') return false;
  if (/^(?:user|admin|profile|driver|dependent|consumer)$/.test(own)) return true;
  return /^(?:client|subscriber|visitor|holder)$/.test(own) && personContext({ ...datum, owner: null }, true) === null;
}

/** `name` and `title` are said of everything. */
function isGeneric(all: readonly string[]): boolean {
  return /^(?:name|display name|nickname|handle|login|nick)$/.test(all.join(' '));
}
