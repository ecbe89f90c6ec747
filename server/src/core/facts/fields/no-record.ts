/** A record whose last word is one of these describes how something looks or is set up, not whom it is about. */
const SETTINGS =
  /(?:Config|Configuration|Options|Opts|Settings|Props|Flags|Permissions|Columns|Errors?|Labels|Messages|Translations|Routes|Templates?|Events|Keys|Constants|Theme|Styles?|Icons?|Validators?|Validation|Preferences|Channels?|Exception|State|Context|Env|Environment|Filters?|FilterInput|WhereInput|OrderBy\w*|SortInput|Sort|Meta|SearchForm|ChooserForm|FilterForm|Slots|Emits|Selectors?|Locators?|Weights|Mapping|Rules)$/;
/** A class with such a name does something; a record with it may be about somebody. */
const ACTORS =
  /(?:Service|Repository|Repo|Controller|Client|Manager|Factory|Provider|Adapter|Handler|Helper|Util|Utils|Component|Page|View|Screen|Activity|Fragment|Test|Tests|Spec|Mock|Store|Api|API|Query|Middleware|Guard|Strategy|Module|Command|Migration|Admin|Logger|Connection|Backend|Gateway|Transport|Session|Plugin|Builder|Parser|Formatter|Mailer|Sender|Table|Search|Server|Job|Worker|Task|Runner|Processor|Listener|Subscriber|Resolver|Interceptor|Serializer2|Generator|Loader|Importer|Exporter|Printer|Converter|Fetcher|Watcher|Scheduler)$/;

/** What a person sets about themselves holds data too: `SaveUserSettings`. */
const OF_PERSON = /(?:User|Account|Profile|Patient|Customer|Member|Employee|Student)(?:Settings|Preferences)$/;

export function isSettings(name: string): boolean {
  return SETTINGS.test(name) && !OF_PERSON.test(name);
}

/** What a program has in its hands may be about somebody all the same: `OnboardingState`. */
export function mayHoldData(name: string): boolean {
  return /(?:State|Context|Session|Meta|Env|Mapping)$/.test(name);
}

export function isActor(name: string): boolean {
  return ACTORS.test(name);
}
