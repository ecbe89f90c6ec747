/**
 * What a person does in the review panel, for scenarios: each function takes the panel's document, a Playwright frame locator.
 * Names of findings are parts of their sentences; see media/sample/README.md for what the sample's turn contains.
 */
import assert from 'node:assert/strict';
import { openContainer, webviewFrame } from '../workbench.mjs';

/** The six findings of the sample's turn, each on a hunk of its own; the strongest obligations first, as the queue has them. */
export const sampleFindings = {
  workflow: 'GITHUB_TOKEN: contents goes from read',
  guard: 'DELETE /accounts/:id no longer requires admin',
  secret: 'ANALYTICS_API_SECRET holds a hardcoded secret',
  flow: 'Sends email and date of birth',
  cloud: 'Needs s3:PutObject',
  dependency: 'Adds tenacity',
};
export const sampleTotal = Object.keys(sampleFindings).length;

/** Opens the container and resolves when the panel has drawn what the server says. */
export async function openPanel(page) {
  await openContainer(page, 'Countersign');
  const panel = panelOf(page);
  await panel.locator('main.panel').waitFor();
  await panel.getByText('The analysis server is being started').waitFor({ state: 'detached' });
  return panel;
}

/** The first of our pages, or a later one: a tab that was opened after it. */
export const panelOf = (page, index = 0) => webviewFrame(page, { extensionId: 'countersign.countersign', index });

/** Opens the panel and waits until the server watches a workspace in which nothing waits. */
export async function openEmptyPanel(page) {
  const panel = await openPanel(page);
  await panel.getByRole('heading', { name: 'Nothing to review yet' }).waitFor();
  return panel;
}

/** Lands the sample's turn from another process, and resolves when all six findings wait in the panel. */
export async function openSampleReview({ page, landAgentTurn }) {
  const panel = await openEmptyPanel(page);
  await landAgentTurn();
  await waitForLeft(panel, sampleTotal);
  return panel;
}

/** "3 of 6 open", or what is asked where it is one thing; "All 6 settled" when nothing is left. */
export const leftWords = (left, total = sampleTotal) =>
  new RegExp(
    left === 0 ? `All ${total} (?:acknowledged|settled)$` : `\\b${left} of ${total} (?:open|to explain|to acknowledge)`,
  );

export async function waitForLeft(panel, left, total = sampleTotal) {
  await panel.locator('.progress-line b', { hasText: leftWords(left, total) }).waitFor();
}

/** Opens the hunk of a finding from the queue, and resolves when its card is there. */
export async function openFinding(panel, finding) {
  await panel.locator('.finding-row', { hasText: finding }).click();
  const card = findingCard(panel, finding);
  await card.waitFor();
  return card;
}

/** Opens a hunk that has no findings, by its path and its first line, from the unfolded group of the queue. */
export async function openPlainHunk(panel, path, place = '') {
  await unfoldPlain(panel);
  await panel.locator(`.plain-list .hunk-line[title="${path}"]`, { hasText: place }).first().click();
  await panel.locator(`.hunk-header h2[title="${path}"]`).waitFor();
}

export async function unfoldPlain(panel) {
  const group = panel.locator('.group-line');
  await group.waitFor();
  if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
  await panel.locator('.plain-list').waitFor();
}

export const findingCard = (panel, finding) => panel.locator('.finding-card', { hasText: finding });
export const acceptButton = (panel) => button(panel, 'Accept hunk');
export const whyLine = (panel) => panel.locator('#why-line');
export const button = (panel, label) => panel.locator('vscode-button', { hasText: label });

/** Ticks the finding, or gives it a reason and words: what its form asks for. Resolves when the server has it. */
export async function settle(panel, card, words = 'The runbook asks for it.') {
  await answer(panel, card, words);
  await card.locator('.settled').waitFor();
}

async function answer(panel, card, words) {
  const tick = card.locator('vscode-checkbox label');
  if ((await tick.count()) > 0) return tick.click();
  await card.locator('vscode-single-select').click();
  await panel.getByRole('option', { name: 'Intended by the task' }).click();
  await card.locator('textarea').fill(words);
  await button(card, 'Record explanation').click();
}

/** Accepts the open hunk; resolves when the panel says that its record is on disk, and has gone on to the next if there is one. */
export async function accept(panel) {
  const path = await panel.locator('.hunk-header h2').getAttribute('title');
  await acceptButton(panel).and(panel.locator(':not([aria-disabled="true"])')).click();
  await accepted(panel, path).waitFor();
}

/** What is said of an accepted hunk: on its own page when nothing is left, else on that of the next. */
export const accepted = (panel, path) =>
  panel.locator(`.went-on [title="${path}"], .hunk:has(h2[title="${path}"]) .outcome-note`, { hasText: 'Accepted' });

/** Rejects the open hunk with a reason. */
export async function reject(panel, reason) {
  await writeRejection(panel, reason);
  await button(panel, 'Reject hunk').click();
  await panel.locator('.outcome-note', { hasText: 'Rejected' }).waitFor();
}

/** Up to the press that sends it. */
export async function writeRejection(panel, reason) {
  await button(panel, 'Reject…').click();
  await panel.locator('.words-form textarea').fill(reason);
}

export async function backToQueue(panel) {
  await panel.locator('.hunk-nav .back').click();
  await panel.locator('.queue').waitFor();
}

/** The paths of all hunks in the queue. */
export async function listPaths(panel) {
  if ((await panel.locator('.group-line').count()) > 0) await unfoldPlain(panel);
  const paths = await panel.locator('.hunk-line').evaluateAll((lines) => lines.map((line) => line.title));
  return new Set(paths);
}

/** The records of the workspace's ledger, as `countersign export` gives them; `verify` has passed on it. */
export async function readRecords(cli) {
  const verified = await cli('verify');
  assert.equal(verified.code, 0, `${verified.stdout}${verified.stderr}`);
  const exported = await cli('export', '--format', 'json');
  assert.equal(exported.code, 0, exported.stderr);
  return JSON.parse(exported.stdout).records;
}
