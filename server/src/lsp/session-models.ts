/** Which models agents said that their sessions begin with. What they are changed to later only a transcript says. */
export interface SessionModels {
  readonly heard: (agent: string, session: string | undefined, model: string | undefined) => void;
  readonly of: (agent: string, session: string | undefined) => string | undefined;
}

const maxKept = 300;

export function createSessionModels(): SessionModels {
  const models = new Map<string, string>();
  const keyOf = (agent: string, session: string | undefined): string => JSON.stringify([agent, session ?? null]);
  return {
    heard(agent, session, model) {
      if (model === undefined) return;
      models.delete(keyOf(agent, session));
      models.set(keyOf(agent, session), model);
      const [oldest] = models.keys();
      if (models.size > maxKept && oldest !== undefined) models.delete(oldest);
    },
    of: (agent, session) => models.get(keyOf(agent, session)),
  };
}
