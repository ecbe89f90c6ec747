import { agentConfigTitle } from './apis/agent-config-files.ts';

/** Where a path leads, harmless ones first. */
export type FilePlace =
  | 'project'
  | 'temporary'
  | 'unknown'
  | 'outside'
  | 'home'
  | 'agent-config'
  | 'start-up'
  | 'system'
  | 'credentials';

/** How far a place is from the project's own files: for the order of two paths. */
export const placeReach: Readonly<Record<FilePlace, number>> = {
  project: 0,
  temporary: 1,
  unknown: 1,
  outside: 2,
  home: 3,
  'agent-config': 4,
  'start-up': 4,
  system: 4,
  credentials: 4,
};

/** Paths in one spelling: `/` for separators, `~` for anybody's home, `/tmp` for the folder of temporary files. */
export function normalPath(text: string): string {
  const spelled = text
    .replace(/^file:\/\//, '')
    .replace(/\\/g, '/')
    .replace(/^(?:\$HOME|\$\{HOME\}|%USERPROFILE%|(?:[a-zA-Z]:)?\/(?:home|Users)\/[^/*]+|\/root)(?=\/|$)/, '~')
    .replace(/^(?:\$TMPDIR|\$\{TMPDIR\}|%TEMP%|%TMP%|\/var\/tmp|\/private\/tmp)(?=\/|$)/, '/tmp');
  const parts: string[] = [];
  for (const part of spelled.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts[parts.length - 1];
    if (part === '..' && last !== undefined && last !== '..' && last !== '~' && !last.includes('*')) parts.pop();
    else parts.push(part);
  }
  const joined = parts.join('/');
  return spelled.startsWith('/') ? `/${joined}` : joined === '' ? '.' : joined;
}

const CREDENTIALS =
  /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker|\.config\/gcloud|\.config\/gh|\.vault-token|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.npmrc|\.pypirc|\.git-credentials|\.config\/google-chrome|Library\/Keychains|\.mozilla\/firefox)(?:\/|$)|^\/etc\/(?:shadow|gshadow|sudoers|ssh|ssl\/private|kubernetes)|^\/proc\/(?:[^/]+)\/environ$|^\/(?:var\/)?run\/(?:secrets|docker\.sock)|(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/;
const START_UP =
  /^~\/\.(?:bashrc|bash_profile|profile|zshrc|zprofile|zshenv|gitconfig|config\/(?:autostart|fish|systemd|git))|^~\/Library\/LaunchAgents|^\/Library\/Launch|^\/etc\/(?:cron|init|systemd|profile|rc)|^\/var\/spool\/cron|(?:^|\/)\.git\/hooks(?:\/|$)|Start Menu\/Programs\/Startup/;
const SYSTEM =
  /^\/(?:etc|usr|bin|sbin|lib|lib64|boot|sys|proc|System|Library)(?:\/|$)|^[a-zA-Z]:\/(?:Windows|Program Files)/i;
/** Devices that keep nothing. */
const NOWHERE = /^\/dev\/(?:null|stdout|stderr|stdin|tty|zero|u?random|fd\/\d+)$/;

/** Where a normalised path leads; `*` stands for what is not known of it. */
export function placeOf(norm: string): FilePlace {
  if (NOWHERE.test(norm)) return 'temporary';
  if (CREDENTIALS.test(norm)) return 'credentials';
  if (START_UP.test(norm)) return 'start-up';
  if (SYSTEM.test(norm)) return 'system';
  if (agentConfigTitle(norm) !== null) return 'agent-config';
  if (norm === 'dynamic' || norm.startsWith('*') || norm.startsWith('env:')) return 'unknown';
  if (/^\/tmp(?:\/|$)|^\/dev\/shm(?:\/|$)/.test(norm)) return 'temporary';
  if (/^~(?:\/|$)/.test(norm)) return 'home';
  if (/^\/|^[a-zA-Z]:\//.test(norm)) return 'outside';
  return norm.includes('*') ? 'unknown' : 'project';
}
