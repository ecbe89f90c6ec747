import { childOf } from '../../text/tree.ts';
import type { FileReading, Route } from '../define.ts';
import { wordsOf } from '../guards/words.ts';
import { saidGuard } from './said-guard.ts';

/**
 * What Django asks of every new password: the list is in its settings, and an empty one asks nothing.
 * @see https://docs.djangoproject.com/en/stable/topics/auth/passwords/#password-validation (2026-11)
 */
export function* passwordValidators(reading: FileReading): Generator<Route> {
  const { unit, resolver } = reading;
  for (const assign of unit.ofKind('assign')) {
    const target = childOf(assign, 'assign.target');
    const list = childOf(assign, 'assign.value');
    if (target === null || list === null || unit.textOf(target) !== 'AUTH_PASSWORD_VALIDATORS') continue;
    const guards = list.children.flatMap((item) => {
      const name = item.kind === 'object' ? resolver.entriesOf(item).get('NAME') : undefined;
      const text = name === undefined ? null : resolver.valueOf(name);
      if (text?.kind !== 'text') return [];
      const value = wordsOf(text.text.replace(/^.*\./s, '')).replaceAll(' ', '-');
      return [saidGuard(reading, item, [{ kind: 'check', value }], 'module', 'The settings name it.')];
    });
    yield {
      method: 'ROUTER',
      path: '*',
      symbol: 'every new password',
      node: assign,
      handler: null,
      group: 'settings',
      guards,
    };
  }
}
