import type { SyntaxNode } from '../../model/syntax.ts';
import { actionNeeds, type ActionNeed } from '../apis/github-actions.ts';
import { needOfOctokit, needOfPath, needsOfGh, type ApiNeed } from '../apis/github-api.ts';
import type { FileReading } from '../define.ts';
import { asObject, asText, valueOfKey } from '../objects.ts';
import { inputOf, partOf, type Job, type Step, type Workflow } from './workflow.ts';

/** What a job needs of GITHUB_TOKEN. */
export interface TokenNeed extends ApiNeed {
  readonly node: SyntaxNode;
  /** For people: what needs it. */
  readonly by: string;
}

export interface TokenNeeds {
  readonly needs: readonly TokenNeed[];
  /** What may use the token in a way that nobody here knows. */
  readonly unknown: readonly { readonly node: SyntaxNode; readonly what: string }[];
}

const known = new WeakMap<Job, TokenNeeds>();

export function tokenNeeds(reading: FileReading, workflow: Workflow, job: Job): TokenNeeds {
  const found = known.get(job) ?? readNeeds(reading, workflow, job);
  known.set(job, found);
  return found;
}

function readNeeds(reading: FileReading, workflow: Workflow, job: Job): TokenNeeds {
  if (job.uses !== null) return { needs: [], unknown: [{ node: job.node, what: job.uses }] };
  const needs: TokenNeed[] = [];
  const unknown: { node: SyntaxNode; what: string }[] = [];
  for (const step of job.steps) {
    const place = { reading, workflow, job, step };
    if (step.uses !== null) ofAction(place, needs, unknown);
    if (step.run === null) continue;
    const before = needs.length + unknown.length;
    ofCommands(place, step.run, needs, unknown);
    if (needs.length + unknown.length === before && isHandedToken(place))
      unknown.push({ node: step.node, what: 'a command that is given GITHUB_TOKEN' });
  }
  return { needs, unknown };
}

interface Place {
  readonly reading: FileReading;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly step: Step;
}

type Unknown = TokenNeeds['unknown'][number];

/** GITHUB_TOKEN by either of its names. */
const OWN_TOKEN = /\bsecrets\.GITHUB_TOKEN\b|\bgithub\.token\b/i;

function ofAction(place: Place, needs: TokenNeed[], unknown: Unknown[]): void {
  const { reading, step } = place;
  const action = step.action!;
  if (action === 'actions/github-script') {
    const token = inputOf(reading, step, 'github-token');
    const script = step.with === null ? null : valueOfKey(reading, step.with, 'script');
    if (script !== null && (token === null || OWN_TOKEN.test(token))) ofScript(place, script, needs, unknown);
    return;
  }
  if (action === 'docker/login-action') {
    const isOwn = OWN_TOKEN.test(inputOf(reading, step, 'password') ?? '');
    if (isOwn && /ghcr\.io/.test(inputOf(reading, step, 'registry') ?? ''))
      needs.push({ scope: 'packages', level: pushesImages(place) ? 'write' : 'read', node: step.node, by: step.uses! });
    return;
  }
  if (step.uses!.startsWith('docker://')) return;
  const known = actionNeeds(action);
  if (known === null) {
    unknown.push({ node: step.node, what: step.uses! });
    return;
  }
  for (const need of known) {
    if (!isUsed(place, need)) continue;
    for (const scope of need.scopes) needs.push(toNeed(place, scope, need));
  }
}

function isUsed({ reading, step }: Place, { insteadBy = [], when }: ActionNeed): boolean {
  const other = insteadBy.map((input) => inputOf(reading, step, input)).find((value) => value !== null);
  if (other !== undefined && other !== null && !OWN_TOKEN.test(other)) return false;
  return when === undefined || when[1].test(inputOf(reading, step, when[0]) ?? '');
}

function toNeed({ workflow, step }: Place, scopeAndLevel: string, { orPullRequests }: ActionNeed): TokenNeed {
  const [scope = '', level] = scopeAndLevel.split(': ');
  return {
    scope: orPullRequests === true && isOfPullRequests(workflow) ? 'pull-requests' : scope,
    level: level === 'write' ? 'write' : 'read',
    node: step.node,
    by: step.uses!,
    ...(orPullRequests === true ? { orPullRequests } : {}),
  };
}

function isOfPullRequests({ triggers }: Workflow): boolean {
  return triggers.length > 0 && triggers.every(({ event }) => event.startsWith('pull_request'));
}

function pushesImages({ reading, job }: Place): boolean {
  return job.steps.some((step) => {
    if (
      step.run !== null &&
      /\b(?:docker|podman|buildah|crane|skopeo|helm|oras)\b[^\n]{0,200}\b(?:push|--push|copy)\b/.test(
        reading.unit.textOf(step.run),
      )
    )
      return true;
    const pushes = /^docker\/(?:build-push-action|bake-action)$/.test(step.action ?? '')
      ? inputOf(reading, step, 'push')
      : null;
    return pushes !== null && pushes.trim() !== 'false';
  });
}

const OCTOKIT =
  /\b(?:github|octokit)\.(?:rest\.)?([a-zA-Z]+)\.([a-zA-Z]+)\b|\b(?:github|octokit)\.(graphql|request)\b/g;

function ofScript(place: Place, script: SyntaxNode, needs: TokenNeed[], unknown: Unknown[]): void {
  const text = place.reading.unit.textOf(script);
  for (const match of text.matchAll(OCTOKIT)) {
    const [all, group, method, other] = match;
    // `github.event.…` in an expression, `github.context`: no call.
    if (group !== undefined && /^(?:event|context|paginate|hook|log|auth)$/.test(group)) continue;
    const node = partOf(script, match.index, match.index + all.length);
    const request = /^\s*\(\s*['"`](GET|POST|PUT|PATCH|DELETE) ([^'"`\s]+)/.exec(
      text.slice(match.index + all.length, match.index + all.length + 300),
    );
    const need =
      other === 'request'
        ? request === null
          ? null
          : needOfPath(request[1]!, request[2]!)
        : other === 'graphql'
          ? null
          : needOfOctokit(group!, method!);
    if (need === null) unknown.push({ node, what: all });
    else push(place, need, node, all, needs);
  }
}

function push({ workflow }: Place, need: ApiNeed, node: SyntaxNode, by: string, needs: TokenNeed[]): void {
  if (need.scope === '') return;
  const scope = need.orPullRequests === true && isOfPullRequests(workflow) ? 'pull-requests' : need.scope;
  needs.push({ ...need, scope, node, by });
}

const COMMANDS =
  /\bgh[ \t]+([a-z-]+)[ \t]+(\S+)([^\n]{0,300})|\bgit[ \t]+(?:-[^\n]{0,60}[ \t])?push\b|\bnpm[ \t]+publish\b[^\n]{0,200}--provenance|\bcosign[ \t]+(?:sign|attest)\b([^\n]{0,200})|\bcurl\b[^\n]{0,300}api\.github\.com[^\n]{0,200}/g;

function ofCommands(place: Place, run: SyntaxNode, needs: TokenNeed[], unknown: Unknown[]): void {
  // A line that goes on is one, whatever it is indented by; offsets stay what they are.
  const text = place.reading.unit.textOf(run).replace(/\\\n/g, '  ');
  for (const match of text.matchAll(COMMANDS)) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (/(?:^|\s)#/.test(line)) continue;
    const [all, group, verb = '', rest = '', keys] = match;
    const by = all.split(/\s+/).slice(0, 3).join(' ');
    const node = partOf(run, match.index, match.index + by.length);
    if (group !== undefined) {
      if (!usesOwnToken(place)) continue;
      const found = group === 'api' ? ofGhApi(verb, rest) : needsOfGh(group, verb);
      if (found === null) unknown.push({ node, what: by });
      else for (const need of found) push(place, need, node, by, needs);
    } else if (all.startsWith('git')) {
      if (pushesWithToken(place)) push(place, { scope: 'contents', level: 'write' }, node, 'git push', needs);
    } else if (all.startsWith('curl')) unknown.push({ node, what: 'curl api.github.com' });
    else if (keys === undefined || !/--key\b/.test(keys))
      push(place, { scope: 'id-token', level: 'write' }, node, by, needs);
  }
}

/** `gh api [-X METHOD] PATH [-f key=value]`. */
function ofGhApi(first: string, rest: string): readonly ApiNeed[] | null {
  const words = `${first} ${rest}`;
  const path = /(?:^|\s)["']?(\/?repos\/[^\s"']+)/.exec(words)?.[1];
  const method =
    /(?:-X|--method)[ =]?["']?([A-Za-z]+)/.exec(words)?.[1] ??
    (/\s(?:-[fF]|--field|--raw-field|--input)\b/.test(words) ? 'POST' : 'GET');
  const need = path === undefined ? null : needOfPath(method, path);
  return need === null ? null : [need];
}

/** `gh` takes GH_TOKEN before GITHUB_TOKEN; one that is of somebody else needs nothing of ours. */
function usesOwnToken({ reading, workflow, job, step }: Place): boolean {
  for (const name of ['GH_TOKEN', 'GITHUB_TOKEN']) {
    for (const owner of [step.object, job.object, workflow.root]) {
      const env = asObject(reading, valueOfKey(reading, owner, 'env'));
      const value = env === null ? null : asText(reading, valueOfKey(reading, env, name));
      if (value !== null) return OWN_TOKEN.test(value);
    }
  }
  return true;
}

/** The step itself says that its commands have the token. */
function isHandedToken({ reading, step }: Place): boolean {
  const env = valueOfKey(reading, step.object, 'env');
  return [step.run, env].some((node) => node !== null && OWN_TOKEN.test(reading.unit.textOf(node)));
}

/** What a checkout left behind is what `git push` uses. */
function pushesWithToken({ reading, job }: Place): boolean {
  return !job.steps.some((step) => {
    if (step.action !== 'actions/checkout') return false;
    const token = inputOf(reading, step, 'token');
    return inputOf(reading, step, 'ssh-key') !== null || (token !== null && !OWN_TOKEN.test(token));
  });
}
