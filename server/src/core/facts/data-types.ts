import type { DataClass } from './data-class-table.ts';

const FIELD_TYPES_AGAINST =
  /(?:^|[.\s|&<(])(?:\w*(?:Config|Options|Settings|Template|Service|Client|Validator|Handler|Component|Error|Schema|FormControl|Control|Callback|Function|Status|Provider|Transport|Formatter|Column|Ref|Element|Event|Props|Rule|Rules|View|EditText|Button|Label|Widget|Layout|TextField|InputLayout|TextBox|ImageView|Locator|Selector))(?:$|[\s|&<>[)])|=>|^\s*(?:void|never|unique symbol)\b|\bCallable\b/;
const BOOLEAN =
  /^[:\s]*\*?(?:bool|boolean|Boolean|Bool|BIT|bit|BOOL|BOOLEAN|sql\.NullBool|google\.protobuf\.BoolValue|Optional\[bool\]|Option<bool>|bool \| None|boolean \| (?:null|undefined))[?!]?\s*$/;
const LITERALS = /^[:\s]*(?:Literal\[|(?:\|?\s*['"][^'"]*['"]\s*)+(?:\|\s*(?:null|undefined)\s*)?$)/;
const DATE =
  /^[:\s]*[*?]?(?:Option<|Optional<|Optional\[)?(?:Date|datetime|date|datetime\.datetime|datetime\.date|Moment|Dayjs|Instant|LocalDate|LocalDateTime|DateTime\w*|OffsetDateTime|ZonedDateTime|NaiveDate\w*|[Tt]imestamp\w*|TIMESTAMP\w*|DATETIME\w*|time\.Time|sql\.NullTime)\b/;
const NUMBER =
  /^[:\s]*[*?]?(?:number|u?int(?:eger|8|16|32|64)?|Int(?:eger|32|64)?|float(?:32|64)?|double|Double|Float|long|Long|short|[Dd]ecimal|bigint|BIGINT|INT|INTEGER|[iu](?:8|16|32|64|size)|smallint|tinyint)\b/;
/** What is said about a credential, or makes one. */
const NO_CREDENTIAL_TYPE =
  /^[:\s*?&]*(?:Option<|Optional<)?(?:[\w.]+\.)?(?:Token|Secret|\w*(?:Response|Request|Result|Type|Kind|Mode|Policy|Strategy|Generator|Manager|Store|Repository|Encoder|Hasher|Factory|Event|Info|State|Source|Claims|Payload))\b/;
/** A postal code may be a number. */
const NO_NUMBER = /^(?:contact\.email|identity\.name|identifier\.|credential\.(?!code)|health\.allergy)/;
/** Fields that hold text about someone, not a number and not a date. */
const TEXTUAL = /^(?:contact\.(?:email|address)|identity\.name|credential\.password|health\.allergy)/;

/** Whether a type says that this is a number. */
export function isNumber(type: string | null | undefined): boolean {
  return NUMBER.test(type ?? '');
}

/** Whether a type says that this is a yes or no. */
export function isBoolean(type: string | null | undefined): boolean {
  return BOOLEAN.test(type ?? '');
}

/** Why a type rules a class out; null when it does not. */
export function typeAgainst(type: string | null, dataClass: DataClass): string | null {
  if (type === null) return null;
  if (BOOLEAN.test(type)) return dataClass.flag === true ? null : 'a yes or no';
  if (LITERALS.test(type) && dataClass.enumerated !== true) return 'a choice of literals';
  if (FIELD_TYPES_AGAINST.test(type)) return 'not a value';
  // An email with a subject and a body is a message.
  if (
    /^(?:object$|[:\s]*[{[(])/.test(type) &&
    /^(?:contact\.(?:email|phone)|credential\.|payment\.c)/.test(dataClass.id)
  )
    return 'not a value';
  if (DATE.test(type) && TEXTUAL.test(dataClass.id)) return 'a date';
  if (DATE.test(type) && dataClass.id.startsWith('credential.')) return 'a date';
  if (NUMBER.test(type) && NO_NUMBER.test(dataClass.id)) return 'a number';
  if (NO_CREDENTIAL_TYPE.test(type) && dataClass.id.startsWith('credential.')) return 'not a value';
  return null;
}
