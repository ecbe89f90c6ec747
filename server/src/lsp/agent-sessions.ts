/** What agents have told of their sessions, as long as the folder is open. */
export interface AgentSessions {
  readonly started: (agent: string, session: string | undefined, model: string | undefined) => void;
  /** As it was when the session began. What it is changed to later only a transcript says. */
  readonly modelOf: (agent: string, session: string | undefined) => string | undefined;
  /** A call has ended. */
  readonly toldEnd: (agent: string) => void;
  readonly hasToldEnds: (agent: string) => boolean;
}

const maxKept = 300;

export function createAgentSessions(): AgentSessions {
  const models = new Map<string, string>();
  const tellingEnds = new Set<string>();
  const keyOf = (agent: string, session: string | undefined): string => JSON.stringify([agent, session ?? null]);
  return {
    started(agent, session, model) {
      if (model === undefined) return;
      models.delete(keyOf(agent, session));
      models.set(keyOf(agent, session), model);
      const [oldest] = models.keys();
      if (models.size > maxKept && oldest !== undefined) models.delete(oldest);
    },
    modelOf: (agent, session) => models.get(keyOf(agent, session)),
    toldEnd: (agent) => void tellingEnds.add(agent),
    hasToldEnds: (agent) => tellingEnds.has(agent),
  };
}
