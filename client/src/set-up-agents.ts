import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AgentPlan, AgentPlans, SetUpAnswer } from '../../server/src/protocol/messages.ts';
import { command } from '../../server/src/protocol/messages.ts';
import type { ReviewServer } from './language-client.ts';
import { inform, warn } from './notify.ts';

/** Texts of configuration files as they would be; the query says which side. */
const scheme = 'countersign-set-up';

type Scope = 'project' | 'user';

/** Shows the exact change to each agent's configuration, and has written what is confirmed. */
export async function setUpAgents(server: ReviewServer, roots: readonly string[]): Promise<void> {
  const place = await choosePlace(roots);
  if (place === undefined) return;
  const plans = (await server.execute(command.planAgents, place)) as AgentPlans;
  const chosen = await chooseAgents(plans.agents);
  if (chosen === undefined || chosen.length === 0) return;
  const count = chosen.flatMap(({ files }) => files).length;
  const shown = count === 0 ? null : await showFiles(chosen);
  const confirm = count === 0 ? l10n.t('Install') : l10n.t('Write');
  const question =
    count === 0
      ? l10n.t('Install what these agents start (~/.countersign)?')
      : count === 1
        ? l10n.t('Write this file as shown?')
        : l10n.t`Write these ${count} files as shown?`;
  // Not modal: the diffs are to be read before it is answered.
  const answer = await inform(
    [
      question,
      ...new Set(chosen.flatMap(({ warnings, asksLess, notes }) => [...warnings, ...asksLess, ...notes])),
    ].join(' '),
    confirm,
    l10n.t('Cancel'),
  );
  shown?.dispose();
  if (answer !== confirm) return;
  const agents = chosen.map(({ agent }) => agent).join(',');
  const { written, refused } = (await server.execute(command.setUpAgents, {
    ...place,
    agents,
    digest: plans.digest,
  })) as SetUpAnswer;
  const writtenWords = written === 1 ? l10n.t('1 file written.') : l10n.t`${written} files written.`;
  if (refused.length > 0) void warn([...refused, writtenWords].join(' '));
  else
    void inform(
      [l10n.t`${chosen.map(({ title }) => title).join(', ')} told to ask before writing.`, writtenWords].join(' '),
    );
}

interface Place {
  readonly scope: Scope;
  readonly uri?: string;
}

async function choosePlace(roots: readonly string[]): Promise<Place | undefined> {
  const folders = roots.map((uri) => ({
    label: l10n.t`This repository: ${vscode.Uri.parse(uri).path.split('/').at(-1) ?? uri}`,
    detail: l10n.t('Whoever works in it and has Countersign is asked. The files can be committed.'),
    place: { scope: 'project', uri } satisfies Place,
  }));
  const [first] = roots;
  const own = {
    label: l10n.t('My own configuration'),
    detail: l10n.t('For every folder that you work in.'),
    place: { scope: 'user', ...(first === undefined ? {} : { uri: first }) } satisfies Place,
  };
  const picked = await vscode.window.showQuickPick([...folders, own], {
    title: l10n.t('Set Up Agents (1/2)'),
    placeHolder: l10n.t('Where are agents told to ask before they write?'),
  });
  return picked?.place;
}

async function chooseAgents(plans: readonly AgentPlan[]): Promise<readonly AgentPlan[] | undefined> {
  const items = plans.map((plan) => ({
    label: plan.title,
    description: describe(plan),
    detail: plan.warnings[0] ?? plan.asksLess[0] ?? plan.files.map(({ path }) => path).join(', '),
    picked: plan.isUsed && hasWork(plan),
    plan,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Set Up Agents (2/2)'),
    placeHolder: l10n.t('Agents that are to ask. Nothing is written before you have seen it.'),
    canPickMany: true,
  });
  return picked?.map(({ plan }) => plan).filter(hasWork);
}

/** A repository may bring the configuration along; what agents start is installed for each person. */
function hasWork({ files, isConfigured, isSetUp }: AgentPlan): boolean {
  return files.length > 0 || (isConfigured && !isSetUp);
}

function describe({ isConfigured, isSetUp, isUsed }: AgentPlan): string {
  if (isSetUp) return l10n.t('asks already');
  if (isConfigured) return l10n.t('is to ask; what it starts is not installed');
  return isUsed ? '' : l10n.t('not found here');
}

/** A diff for each file, in one editor. */
async function showFiles(plans: readonly AgentPlan[]): Promise<vscode.Disposable> {
  // The editor spells the letters of drives in its own way.
  const files = new Map(
    plans.flatMap((plan) => plan.files.map((file) => [vscode.Uri.file(file.path).path, file] as const)),
  );
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path, query }) => files.get(path)?.[query === 'before' ? 'before' : 'after'] ?? '',
  });
  const resources = [...files.values()].map(({ path, before, after }) => {
    const side = (query: string): vscode.Uri => vscode.Uri.file(path).with({ scheme, query });
    return [
      vscode.Uri.file(path),
      before === null ? undefined : side('before'),
      after === null ? undefined : side('after'),
    ];
  });
  await vscode.commands.executeCommand('vscode.changes', l10n.t('Set Up Agents'), resources);
  return provider;
}
