import { defineAgentForm } from './agent-form.ts';
import { planOfCrews } from './crew-plan.ts';

/** @see https://docs.crewai.com/ (2026-11) */
export const crewai = defineAgentForm({
  id: 'crewai',
  title: 'CrewAI crew',
  words: [['crewai']],
  plan: planOfCrews,
  agents: /^crewai(?:\.\w+)*\.(?:Agent|Crew|LiteAgent)$/,
  tools: /^crewai(?:_tools)?(?:\.\w+)*\.tool$/,
});
