/**
 * Ends the process when its Node is too old, before anything is loaded that needs a newer one: it is to be imported first, and
 * uses nothing that Node 14 lacks.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`\nerror  Countersign needs Node 20.19 or newer; this is ${process.versions.node}.`);
  console.error('fix    Install a newer one from https://nodejs.org, or put it first on PATH.');
  process.exit(1);
}
