import { pathToFileURL } from 'node:url';
import type { GeminiCompanion } from '../host/gemini-companion.ts';
import type { Log } from './fence.ts';
import type { Sessions } from './sessions.ts';
import { readToolVersion } from './tool-version.ts';
import { takeTurns } from './turns.ts';

export interface CompanionKeeper {
  /** Opens, closes or replaces it. `idePid` 0: nobody wants it. */
  readonly keep: (idePid: number) => Promise<void>;
}

/** The companion of Gemini CLI for the folders of the window: the question of each file goes to the folder that has it. */
export function createCompanionKeeper(sessions: Sessions, log: Log): CompanionKeeper {
  const turn = takeTurns();
  let open: { readonly key: string; readonly companion: GeminiCompanion | null } | null = null;

  const foldersOf = (): readonly string[] => sessions.all().map(({ root }) => root.path);

  return {
    keep: (idePid) =>
      turn(async () => {
        const folders = foldersOf();
        const isWanted = idePid > 0 && folders.length > 0;
        const key = JSON.stringify([idePid, folders]);
        if (isWanted && open?.key === key) return;
        await open?.companion?.close();
        open = null;
        if (!isWanted) return;
        // What speaks the protocol is loaded when it is wanted.
        const { openGeminiCompanion } = await import('../host/gemini-companion.ts');
        const companion = await openGeminiCompanion({
          idePid,
          folders,
          version: await readToolVersion(),
          ask: (file, question) => sessions.find(pathToFileURL(file).href)?.session.held()?.ask(question) ?? null,
          onFault: (error) => log.error(`companion: ${String(error)}`),
        });
        if (companion === null)
          log.info('Gemini CLI has another companion in this editor already, so Countersign does not answer it.');
        open = { key, companion };
      }),
  };
}
