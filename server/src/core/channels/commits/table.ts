import { readTraces } from './agent-traces.ts';
import { readAiNote } from './ai-notes.ts';
import { readAuthor } from './authors.ts';
import type { CommitSign } from './define.ts';
import { readTrailers } from './trailers.ts';

/** Every way in which commits name agents, the one that says most first. */
export const commitSigns: readonly CommitSign[] = [readAiNote, readTraces, readTrailers, readAuthor];
