import { agentOfName, agentOfPerson, readPerson } from './agent-names.ts';
import { maxName, type CommitClaim, type CommitSign } from './define.ts';

const claimedBy = 'git-trailer';

/** By key in lower case: who is named by its value. */
const readers: ReadonlyMap<string, (value: string) => CommitClaim | null> = new Map([
  ['co-authored-by', readCoAuthor],
  ['assisted-by', readAssistant],
  ['generated-by', readGenerator],
]);

/** Trailers: `Co-authored-by: Claude Opus 4.8 <noreply@anthropic.com>`. */
export const readTrailers: CommitSign = ({ trailers }) =>
  trailers.flatMap((line) => {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).trim();
    const claim = readers.get(line.slice(0, Math.max(0, colon)).trim().toLowerCase())?.(value) ?? null;
    return claim === null || claim.agent === '' || value.length > maxName * 4 ? [] : [claim];
  });

function readCoAuthor(value: string): CommitClaim | null {
  const person = readPerson(value);
  const agent = person === null ? null : agentOfPerson(person);
  if (person === null || agent === null) return null;
  const model = modelIn(person.name, agent);
  return { agent, ...(model !== null && { model }), claimedBy };
}

/** `Claude Opus 4.8 (1M context)`, `aider (gpt-5)`; the name of the agent alone names no model. */
function modelIn(name: string, agent: string): string | null {
  if (name.length > maxName) return null;
  if (agent === 'aider') return /^aider \((.+)\)$/iu.exec(name)?.[1] ?? null;
  return agent === 'claude-code' && /^claude \S/iu.test(name) && !/^claude code\b/iu.test(name) ? name : null;
}

/** `AGENT:MODEL [tools]` of the Linux kernel; people assist as well, and have an address. */
function readAssistant(value: string): CommitClaim | null {
  const person = readPerson(value);
  if (person !== null) return readCoAuthor(value);
  const match = /^([^\s:@][^:@]{0,60}):(\S{1,120})/u.exec(value);
  if (match === null) return null;
  return { agent: agentOfName(match[1] ?? ''), model: match[2] ?? '', claimedBy };
}

/** Of the Apache Software Foundation: a tool, in words. */
function readGenerator(value: string): CommitClaim | null {
  const person = readPerson(value);
  if (person !== null) return readCoAuthor(value);
  return value === '' || value.length > maxName ? null : { agent: agentOfName(value), claimedBy };
}
