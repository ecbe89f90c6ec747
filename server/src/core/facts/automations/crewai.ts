import { modelKeyOf } from '../apis/model-keys.ts';
import type { FileReading } from '../define.ts';
import { oncePerUnit } from '../once-per-unit.ts';
import { defineAgentForm } from './agent-form.ts';
import type { AgentPlan } from './agent-plan.ts';
import { planOfCrews } from './crew-plan.ts';
import { planOfFlows } from './flow-plan.ts';

/** @see https://docs.crewai.com/ (2026-11) */
export const crewai = defineAgentForm({
  id: 'crewai',
  title: 'CrewAI crew',
  words: [['crewai']],
  plan: oncePerUnit((reading: FileReading): AgentPlan => {
    const [flows, crews] = [planOfFlows(reading), planOfCrews(reading)];
    return {
      steps: [...flows.steps, ...crews.steps],
      approvals: [...flows.approvals, ...crews.approvals],
      told: new Set([...flows.told, ...crews.told]),
      leftOut: [...flows.leftOut, ...crews.leftOut],
    };
  }),
  agents: /^crewai(?:\.\w+)*\.(?:Agent|Crew|LiteAgent)$/,
  tools: /^crewai(?:_tools)?(?:\.\w+)*\.tool$/,
  models: /^crewai(?:\.\w+)*\.LLM$/,
  keyOf: modelKeyOf,
});
