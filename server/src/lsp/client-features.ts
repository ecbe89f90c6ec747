import type { InitializeParams } from 'vscode-languageserver/node';
import { clientCommand, type InitializationOptions } from '../protocol/messages.ts';

/** What the client on the other side can do, asked once. Plain clients have none of ours and lose only comfort. */
export interface ClientFeatures {
  /** As it calls itself. */
  readonly name: string;
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly showsProgress: boolean;
  readonly readsMarkdown: boolean;
  /** It lets the server ask to be told of files that change. */
  readonly watchesFiles: boolean;
  readonly commands: ReadonlySet<string>;
}

export function readClientFeatures({
  capabilities,
  clientInfo,
  initializationOptions,
}: InitializeParams): ClientFeatures {
  const { textDocument, workspace, window } = capabilities;
  const known = new Set<string>(Object.values(clientCommand));
  const options = readOptions(initializationOptions);
  return {
    name: clientInfo?.name.slice(0, 100) ?? 'an editor',
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    refreshesLenses: workspace?.codeLens?.refreshSupport ?? false,
    refreshesHints: workspace?.inlayHint?.refreshSupport ?? false,
    showsProgress: window?.workDoneProgress ?? false,
    readsMarkdown: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    commands: new Set(options.clientCommands?.filter((name) => known.has(name))),
  };
}

/** Options come from any client: what has the wrong type is left out, so that its default holds. */
export function readOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  const pick = (name: keyof InitializationOptions, isRight: (item: unknown) => boolean): InitializationOptions =>
    isRight(given[name]) ? { [name]: given[name] } : {};
  const isBoolean = (item: unknown): boolean => typeof item === 'boolean';
  const isStrings = (item: unknown): boolean => Array.isArray(item) && item.every((part) => typeof part === 'string');
  return {
    ...pick('trusted', isBoolean),
    ...pick('watch', isBoolean),
    ...pick('answerHooks', isBoolean),
    ...pick('codeLens', isBoolean),
    ...pick('inlayHints', isBoolean),
    ...pick('ignore', isStrings),
    ...pick('clientCommands', isStrings),
    ...wordsOf(given['words']),
    ...pick('maxFileBytes', (item) => Number.isSafeInteger(item) && (item as number) > 0),
    ...pick('geminiCompanion', (item) => Number.isSafeInteger(item) && (item as number) >= 0),
    ...pick('stateDirectory', (item) => typeof item === 'string' && item !== ''),
    ...pick('organisationPolicy', (item) => typeof item === 'string' && item !== ''),
  };
}

/** A message that has no text is English, and the others are not. */
function wordsOf(words: unknown): Pick<InitializationOptions, 'words'> {
  if (typeof words !== 'object' || words === null || Array.isArray(words)) return {};
  const texts = Object.entries(words).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { words: Object.fromEntries(texts) };
}
