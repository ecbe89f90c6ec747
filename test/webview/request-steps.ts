import type { Panel } from './panel-page.ts';

/** `release.yml`, whose finding asks for an approval. */

export const openRow = (panel: Panel) => panel.page.locator('.hunk-line[data-row="h-release"]').click();
export const card = (panel: Panel) => panel.page.locator('[data-finding="fp-token"]');
