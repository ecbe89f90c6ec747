import type { RecordsInput } from './define.ts';
import { escapeHtml as text } from './escape-html.ts';
import { CLOSE_PAGE, openPage } from './html-page.ts';
import { limitsOf } from './limits.ts';
import { verdictOf } from './verdict.ts';

/**
 * Each command stands alone, reads nothing outside the folder, and is silent or says OK when all is well. For any POSIX shell; names of
 * files in a bundle are ours, so that they hold no blank.
 */
export const CHECK_COMMANDS = {
  hashes: 'sha256sum --check --quiet SHA256SUMS',
  chain: `before=null
in=
while read -r hash file; do
  [ "\${file%/*}" = "$in" ] || before=null
  in="\${file%/*}"
  grep -qF "\\"prev\\":$before," "$file" || echo "BROKEN: $file does not follow the record before it"
  before="\\"$hash\\""
done < SHA256SUMS`,
  seals: `signers=.countersign/allowed_signers
revoked=.countersign/revoked_signers
[ -f "$revoked" ] || revoked=/dev/null
find . -path '*seals/*.txt' | sort | while read -r signed; do
  seal="\${signed%.txt}"
  at=$(sed 's/.*"decidedAt":"\\(....\\)-\\(..\\)-\\(..\\)T\\(..\\):\\(..\\):\\(..\\).*/\\1\\2\\3\\4\\5\\6/' "$signed")
  names=$(TZ=UTC ssh-keygen -Y find-principals -Overify-time="$at" -f "$signers" -s "$seal.sig" | tr ',' '\\n')
  good=
  while read -r who; do
    [ -z "$good" ] && said=$(TZ=UTC ssh-keygen -Y verify -Overify-time="$at" -f "$signers" -r "$revoked" \\
      -I "\${who:-nobody}" -n countersign -s "$seal.sig" < "$signed") && good="$said"
  done <<END
$names
END
  key=$(echo "$good" | grep -o 'SHA256:[A-Za-z0-9+/]*$')
  if [ -z "$key" ] || grep -qF "$key" "$revoked" || ! grep -qF "\\"key\\":\\"$key\\"" "$signed"
  then echo "BROKEN: $seal.sig"
  else echo "$good, $seal.txt"
  fi
  head=$(sed 's/.*"head":{"hash":"\\([0-9a-f]*\\)".*/\\1/' "$signed")
  grep -q "^$head " SHA256SUMS || echo "BROKEN: $signed signs a record that is not here"
done`,
  end: 'tail -n 1 SHA256SUMS',
  /** Of several ledgers. */
  ends: `awk '{ split($2, path, "/records/"); last[path[1]] = $0 } END { for (ledger in last) print last[ledger] }' SHA256SUMS`,
  files: `sha256sum --check --quiet SHA256SUMS.files
{ cut -c 67- SHA256SUMS SHA256SUMS.files; find . -type f ! -name SHA256SUMS.files | sed 's|^\\./||'; } |
  sort | uniq -u | sed 's/^/BROKEN: not here, or in no list: /'`,
} as const;

/** How to check the folder it lies in, with what every machine has. */
export function writeCheckPage(input: RecordsInput): string {
  const { attachments = [], scope } = input;
  const hasSigners = attachments.some(({ path }) => path === '.countersign/allowed_signers');
  const isOne = input.chains.length <= 1;
  const isWhole = input.selection === undefined;
  const { title, message } = verdictOf(input);
  return `${openPage('How to check these records')}<main>
<header><h1>How to check these records</h1>
<p class="soft">With <code>sha256sum</code> and <code>ssh-keygen</code> (OpenSSH 8.9 or newer), offline, in this folder. Countersign is not needed.</p></header>
<section><h2>1. No record was changed</h2>
<p>Each file in <code>records/</code> is one record: the bytes that its hash is of. This recomputes all of them, and prints nothing when they match.</p>
<pre tabindex="0">${lines(CHECK_COMMANDS.hashes)}</pre></section>
<section><h2>2. None was dropped, added or moved between others</h2>
<p>Each record names the hash of the one before it. This prints nothing when they follow each other.</p>
${isWhole ? '' : `<p class="warn">This bundle holds a selection: ${text(scope)}. Where records between two of them were left out, the second is printed: that is no fault.</p>\n`}<pre tabindex="0">${lines(CHECK_COMMANDS.chain)}</pre></section>
<section><h2>3. Who signed</h2>
<p>A seal signs the hash of the record before it, and with it everything before that. Each line <code>Good "countersign" signature for …</code> names who; <code>BROKEN</code> says what does not hold. A key counts at the time that the seal says, so that one that expired since still does; one that was revoked never does.</p>
${hasSigners ? '' : '<p class="warn">The repository names no allowed signers, so nothing says whose keys these are: put lines of <code>NAME KEY</code> into <code>.countersign/allowed_signers</code>, from a source that you trust.</p>\n'}<pre tabindex="0">${lines(CHECK_COMMANDS.seals)}</pre>
<p>Do not take <code>.countersign/allowed_signers</code> from here alone: compare it with the one in the repository, or with keys that you have from the people themselves.</p></section>
<section><h2>4. The newest records are there</h2>
<p>A chain cannot show that its end was cut off. Compare the hash of the last record${isOne ? '' : ' of each ledger'} with a copy kept elsewhere: a commit’s trailer, the published ledger, a time stamp.</p>
<pre tabindex="0">${lines(isOne ? CHECK_COMMANDS.end : CHECK_COMMANDS.ends)}</pre></section>
<section><h2>5. The report, the policy and all other files</h2>
<p>This prints nothing when each file is what was exported, and none is missing or was added. What no seal signs stands on this list alone: keep its sum elsewhere when you are given the bundle, for whoever can change a file here can write another list.</p>
<pre tabindex="0">${lines(CHECK_COMMANDS.files)}</pre>
<pre tabindex="0">sha256sum SHA256SUMS.files</pre>
<p>A record names the digest of the policy that it was decided under; here are the rules and signers that were in force when this was exported.</p></section>
<section><h2>What is here</h2>
<ul>
<li><a href="report.html">report.html</a>: the records, for reading</li>
${isOne ? '' : '<li><code>ledgers/</code>: a folder for each ledger, with:</li>\n'}<li><code>records.jsonl</code>: the records as lines, for tools; <code>countersign verify records.jsonl</code> checks them too</li>
<li><code>records/</code>, <code>SHA256SUMS</code>: each record as its hash covers it</li>
<li><code>seals/</code>: what each seal signs, and the signature</li>
<li><code>SHA256SUMS.files</code>: every other file</li>
${attachments.map(({ path }) => `<li><code>${text(path)}</code></li>\n`).join('')}</ul></section>
<section><h2>What none of this proves</h2>
<ul class="limits">${limitsOf(input)
    .map((limit) => `<li>${text(limit)}</li>\n`)
    .join('')}</ul></section>
</main>
<footer><p>Written by Countersign ${text(input.tool.version)}. When it was exported: ${text(title)} ${text(message)}</p></footer>
${CLOSE_PAGE}`;
}

/** Lines of ours: they keep their breaks. */
function lines(commands: string): string {
  return commands.split('\n').map(text).join('\n');
}
