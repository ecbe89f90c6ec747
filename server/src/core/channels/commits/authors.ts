import { agentOfPerson } from './agent-names.ts';
import type { CommitSign } from './define.ts';

/** The author is an agent's account, or is marked as aider marks people: `Ada (aider)`. */
export const readAuthor: CommitSign = ({ authorName: name, authorAddress: address }) => {
  const agent = agentOfPerson({ name, address }) ?? (name.endsWith(' (aider)') ? 'aider' : null);
  return agent === null ? [] : [{ agent, claimedBy: 'git-author' }];
};
