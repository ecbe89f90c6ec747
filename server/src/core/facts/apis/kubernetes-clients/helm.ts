import type { KubernetesUse } from '../../kubernetes/need.ts';
import { namespaceOf, readOptions, type Word } from './kubectl.ts';

const VALUED =
  /^(?:-[nfo]|--(?:namespace|values|set|set-string|set-file|set-json|version|timeout|kube-context|kubeconfig|kube-token|output|repo|description|post-renderer|history-max|username|password|ca-file|cert-file|key-file|registry-config|repository-config|revision|max|filter))$/;

/** Releases are kept in secrets of their namespace; what they deploy stands in the chart. */
const COMMANDS: Readonly<Record<string, readonly [secrets: string, objects: string]>> = {
  install: ['get list create update', 'get create patch'],
  upgrade: ['get list create update delete', 'get create patch delete'],
  uninstall: ['get list update delete', 'get delete'],
  delete: ['get list update delete', 'get delete'],
  rollback: ['get list create update', 'get create patch delete'],
  list: ['list', ''],
  ls: ['list', ''],
  status: ['get list', ''],
  history: ['list', ''],
  get: ['get list', ''],
  test: ['get list update', 'get create delete'],
};

/** What `helm` asks of the API; `words` without the program. */
export function helmUses(words: readonly Word[]): readonly KubernetesUse[] {
  const { words: given, options } = readOptions(words, (option) => VALUED.test(option));
  const [command, release, chart] = given;
  const row = typeof command === 'string' && Object.hasOwn(COMMANDS, command) ? COMMANDS[command]! : null;
  if (row === null || options.has('--dry-run') || options.has('--help') || options.has('-h')) return [];
  const [secrets, objects] = row;
  const namespace = namespaceOf(options);
  const what = `\`helm ${command}\``;
  const of = /^(?:install|upgrade)$/.test(command!) ? (chart ?? release) : release;
  const use = (verbs: string, resource: string): KubernetesUse => {
    return { verbs: verbs.split(' '), resource, namespace, what, via: 'cli' };
  };
  return [
    use(secrets, 'core/secrets'),
    ...(objects === '' ? [] : [use(objects, `objects of ${of ?? 'a chart'}`)]),
    ...(options.has('--create-namespace') ? [use('create', 'core/namespaces')] : []),
  ];
}
