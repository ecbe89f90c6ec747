/** Types that are looked through to what they hold: of Python and TypeScript, of .NET, of containers of Java, of Rust and its web frameworks. */
const WRAPPERS = [
  'Optional|Annotated|Promise|Awaitable|Readonly|Partial|Required|NonNullable|Final|ClassVar',
  'Task|ValueTask|Lazy',
  'Provider|ObjectProvider|Instance',
  'Arc|Rc|Box|Option|Mutex|RwLock|State|Data|Extension',
].join('|');
const WRAPPED = new RegExp(`^(?:\\w+\\.)*(?:${WRAPPERS})\\s*[[<]\\s*([^,]+?)\\s*(?:,.*)?[\\]>]$`, 's');

/** `Optional[S3Client]`, `S3Client | None`, `Promise<S3Client>`, `: S3Client`, `&'a S3Client` -> `S3Client`; null for unions of several. */
export function mainTypeName(annotation: string): string | null {
  let text = annotation
    .replace(/^[:\s?&*]+|^->\s*/, '')
    .replace(/^'\w+\s+/, '')
    .replace(/^(?:mut|dyn|impl)\s+/, '')
    .replace(/["']/g, '')
    .replaceAll('::', '.')
    .replace(/^\\/, '')
    .replaceAll('\\', '.')
    .trim();
  for (let i = 0; i < 3; i += 1) {
    const wrapper = WRAPPED.exec(text);
    if (wrapper === null) break;
    text = wrapper[1]!.replace(/^dyn\s+/, '');
  }
  const alternatives = text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => !['None', 'null', 'undefined', ''].includes(part));
  if (alternatives.length !== 1) return null;
  const name = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/.exec(alternatives[0]!);
  return name === null ? null : name[0];
}

/** Annotations that leave open what a value is: nothing more is known than without them. */
export const SAYS_NOTHING: ReadonlySet<string> = new Set([
  'typing.Any',
  'typing_extensions.Any',
  'boto3.client',
  'boto3.resource',
  'boto3.session.Session.client',
  'botocore.client.BaseClient',
  'boto3.resources.base.ServiceResource',
  ...['Object', 'String', 'CharSequence', 'Integer', 'Long', 'Boolean', 'Double'].map((name) => `java.lang.${name}`),
  ...['List', 'Set', 'Map', 'Collection', 'Optional', 'UUID'].map((name) => `java.util.${name}`),
  'java.net.URI',
  'java.net.URL',
  'java.io.File',
  'java.nio.file.Path',
  'context.Context',
  'io.Reader',
  'io.Writer',
  'net/url.URL',
  'time.Duration',
  'time.Time',
]);
