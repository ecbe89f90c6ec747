import { defineExtractor } from '../define.ts';
import { siteOfGuard } from '../guards/guard-site.ts';
import { pageChecks } from '../guards/page-checks.ts';
import { toUse } from '../routes/handlers.ts';
import { FILE_SUBJECT } from '../subjects.ts';

/** Checks of pages of PHP, which stand in no function: `if (!$user->isAdmin()) { exit; }` at the head of a file. */
export const scriptGuards = defineExtractor({
  id: 'script-guards',
  kinds: ['identity.guard'],
  languages: ['php'],
  *extract(reading) {
    if (reading.unit.context.test) return;
    for (const guard of pageChecks(reading)) yield siteOfGuard(toUse(guard, 'inline'), FILE_SUBJECT, guard.node);
  },
});
