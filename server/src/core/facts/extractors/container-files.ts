import type { Subject } from '../../model/fact.ts';
import type { SyntaxNode } from '../../model/syntax.ts';
import { childOf, childrenOf } from '../../text/tree.ts';
import { composeServices } from '../compose.ts';
import { containerSite, isHostPath, type ContainerGrant } from '../containers.ts';
import { defineExtractor, type Reading, type Site } from '../define.ts';
import { asTexts, entryOf, keyText, valueOfKey } from '../objects.ts';
import { itemsAt, textAt } from '../kubernetes/manifest.ts';
import { FILE_SUBJECT } from '../subjects.ts';
import { known } from '../to-fact.ts';

/**
 * Whom a Dockerfile's image runs as, and what services of Compose may do on their host.
 * @see https://docs.docker.com/reference/compose-file/services/ (2026-11)
 */
export const containerFiles = defineExtractor({
  id: 'container-files',
  kinds: ['permission.grant', 'permission.network', 'permission.secret'],
  languages: ['yaml', 'dockerfile'],
  *extract(reading) {
    if (reading.unit.language.id === 'dockerfile') {
      yield* imageUser(reading);
      yield* secretArguments(reading);
    }
    for (const { subject, object } of composeServices(reading)) yield* serviceGrants(reading, object, subject);
  },
});

/** The last stage is the image. */
function* imageUser(reading: Reading): Generator<Site> {
  const keyword = (call: SyntaxNode): string => reading.unit.textOf(childOf(call, 'call.callee') ?? call).toUpperCase();
  const calls = reading.unit.ofKind('call');
  const from = calls.findLast((call) => keyword(call) === 'FROM');
  if (from === undefined) return;
  const own = calls.findLast((call) => call.start > from.start && keyword(call) === 'USER');
  const [name] = own === undefined ? [] : childrenOf(own, 'call.argument');
  const user = name === undefined ? null : (reading.unit.language.readString(reading.unit.textOf(name)) ?? '');
  const isRoot = user !== null && /^(?:root|0)$/.test(user.replace(/:.*$/, ''));
  yield containerSite({
    grant: 'run-as',
    of: 'image',
    setting: user === null ? 'whoever the image says' : isRoot ? 'root' : 'another user',
    node: own ?? from,
    subject: FILE_SUBJECT,
    why: user === null ? 'The image runs as its base image says.' : `The image runs as ${user}.`,
  });
}

const SECRET = /(?:^|_)(?:token|secret|password|passwd|api_?key|private_?key|access_?key|credentials?)$/i;

/** `ARG NPM_TOKEN`: what is given stands in the image's history. With a value it is a credential in the text. */
function* secretArguments(reading: Reading): Generator<Site> {
  for (const entry of reading.unit.ofKind('entry')) {
    if (entry.parent?.kind === 'object' || childOf(entry, 'entry.value') !== null) continue;
    const name = keyText(reading, entry);
    if (name === null || !SECRET.test(name)) continue;
    yield {
      kind: 'permission.secret',
      action: 'read',
      resource: { kind: 'secret-name', value: known(name) },
      node: entry,
      evidence: [{ node: entry, role: 'source' }],
      tier: 'pattern',
      why: [`\`${name}\` is an argument of the build, and arguments stand in the history of the image.`],
      qualifiers: { store: 'build arguments' },
      subject: FILE_SUBJECT,
    };
  }
}

function* serviceGrants(reading: Reading, service: SyntaxNode, subject: Subject): Generator<Site> {
  const site = (grant: ContainerGrant, of: string, setting: string, node: SyntaxNode, why: string): Site =>
    containerSite({ grant, of, setting, node, subject, why });
  const name = subject.symbol.replace(/^services\./, '');
  const text = (key: string): string | null => textAt(reading, service, key);
  const place = (key: string): SyntaxNode => entryOf(reading, service, key) ?? service;
  const list = (key: string): ReturnType<typeof asTexts> => asTexts(reading, valueOfKey(reading, service, key));

  if (text('privileged') === 'true')
    yield site(
      'privileged',
      name,
      'yes',
      place('privileged'),
      '`privileged` takes every wall between it and its host away.',
    );
  for (const [key, of] of [
    ['network_mode', 'network'],
    ['pid', 'processes'],
    ['ipc', 'memory'],
    ['userns_mode', 'users'],
  ] as const)
    if (text(key) === 'host') yield site('host-namespace', of, 'yes', place(key), `It shares the ${of} of its host.`);
  for (const { node, text: capability } of list('cap_add'))
    yield site('capability', capability.replace(/^CAP_/, ''), 'yes', node, `The capability ${capability} is added.`);
  for (const { node, text: device } of list('devices'))
    yield site('host-device', device.split(':')[0]!, 'yes', node, 'A device of the host is given to it.');
  for (const { node, text: option } of list('security_opt')) {
    const kind = /^(seccomp|apparmor|label)[:=](?:unconfined|disable)$/.exec(option)?.[1];
    if (kind !== undefined) yield site('unconfined', name, kind, node, `${kind} no longer holds it back.`);
  }
  const mounts = [
    ...list('volumes').flatMap((volume) => ({ node: volume.node, path: volume.text.split(':')[0]! })),
    ...itemsAt(reading, service, 'volumes').flatMap((volume) => {
      const path = textAt(reading, volume, 'type') === 'bind' ? textAt(reading, volume, 'source') : null;
      return path === null ? [] : [{ node: entryOf(reading, volume, 'source') ?? volume, path }];
    }),
  ];
  for (const { node, path } of mounts)
    if (isHostPath(path)) yield site('host-path', path, 'yes', node, `\`${path}\` of the host is mounted.`);
  const user = text('user');
  const isRoot = user !== null && /^(?:root|0)(?::|$)/.test(user);
  yield site(
    'run-as',
    name,
    user === null ? 'whoever the image says' : isRoot ? 'root' : 'another user',
    entryOf(reading, service, 'user') ?? service,
    user === null ? 'It runs as the image says.' : `It runs as ${user}.`,
  );
  yield* ports(reading, service, subject);
}

/** A port without an address, or with that of every network, is reached from outside of the host. */
function* ports(reading: Reading, service: SyntaxNode, subject: Subject): Generator<Site> {
  const given = valueOfKey(reading, service, 'ports');
  const long = itemsAt(reading, service, 'ports').map((port) => {
    const [address, published] = ['host_ip', 'published'].map((key) => textAt(reading, port, key));
    return { node: port, address: address ?? '', port: published ?? null };
  });
  const short = asTexts(reading, given).map(({ node, text }) => {
    const parts = /^(?:(\[[^\]]*\]|[\d.]+):)?([\d-]+):[\d-]+(?:\/\w+)?$/.exec(text);
    return { node, address: parts?.[1] ?? '', port: parts?.[2] ?? null };
  });
  for (const { node, address, port } of [...short, ...long]) {
    if (port === null || /^(?:127\.|\[?::1)/.test(address)) continue;
    yield {
      kind: 'permission.network',
      action: 'listen',
      resource: { kind: 'host', value: known(`0.0.0.0:${port}`) },
      node,
      evidence: [{ node, role: 'declaration' }],
      tier: 'proven',
      why: [`Port ${port} of the host leads to ${subject.symbol}, from every network that the host is in.`],
      subject,
    };
  }
}
