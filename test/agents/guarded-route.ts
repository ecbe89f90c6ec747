import type { Move } from './agent.ts';

/** A file with a guarded route, and edits of it. */
export const file = 'src/app.js';
const guard = "app.delete('/users/:id', requireAuth, (req, res) => res.end(remove(req.params.id)));";
const noGuard = guard.replace('requireAuth, ', '');
const port = 'app.listen(3000);';

export const guarded = `const express = require('express');
const { requireAuth } = require('./auth');
const app = express();
${guard}
${port}
`;
/** As it would be without the guard. */
export const open = guarded.replace(guard, noGuard);
/** As a person might make it of an edit that drops the guard. */
export const guardedOtherwise = guarded.replace('requireAuth, (req', 'requireAuth, requireStaff, (req');
export const onOtherPort = guarded.replace('3000', '3001');
export const openOnOtherPort = open.replace('3000', '3001');

/** Held by the recommended rules. */
export const dropsGuard: Move = { kind: 'edit', path: file, old: guard, text: noGuard };
/** Held as well, and another edit. */
export const dropsGuardElsewhere: Move = {
  kind: 'edit',
  path: file,
  old: guard,
  text: noGuard.replace('users', 'people'),
};
export const openElsewhere = open.replace('users', 'people');
/** Has no findings. */
export const movesPort: Move = { kind: 'edit', path: file, old: port, text: 'app.listen(3001);' };
/** What no hook that looks at edits sees. */
export const dropsGuardBySed: Move = { kind: 'shell', command: `sed -i 's/requireAuth, (req/(req/' ${file}` };
export const dropsGuardByHeredoc: Move = {
  kind: 'shell',
  command: `cat > ${file} <<'END'\n${open}END\n`,
};
