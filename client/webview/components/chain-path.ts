import * as l10n from '@vscode/l10n';
import type { ChainStepView, ChainView } from '../../../server/src/protocol/view.ts';
import { h, type VElement } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Dispatch } from '../intent.ts';
import { sentence } from '../sentence.ts';
import { placeLabel } from '../words.ts';
import { link } from './button.ts';
import { heard, seen } from './marks.ts';
import { prose } from './prose.ts';

const ROLES: Readonly<Record<ChainStepView['role'], string>> = {
  source: l10n.t('Source'),
  step: l10n.t('Step'),
  sink: l10n.t('Sink'),
};

/** The way of a chain, first step to last: what happens there, where it stands, and whether this change put it there. */
export function chainPath({ steps }: ChainView, dispatch: Dispatch): VElement {
  return h('ol', { key: 'chain', class: 'chain-path', at: { 'aria-label': l10n.t('Path from source to sink') } }, [
    steps.map((step, index) =>
      h('li', { key: String(index), class: `chain-node is-${step.role}` }, [
        glyph(step.role),
        h('div', {}, [
          h('p', { class: 'chain-role' }, [
            heard(`${heardPlace(step, index + 1, steps.length)} `),
            seen('chain-word', ROLES[step.role]),
            seen(
              'chain-where',
              step.isNew ? icon('added') : '',
              step.isNew ? l10n.t('in this change') : l10n.t('already there'),
            ),
          ]),
          h('p', { class: 'chain-says' }, prose(sentence(step.words))),
          link([placeLabel(step.place)], dispatch, { kind: 'open-place', place: step.place }),
        ]),
      ]),
    ),
  ]);
}

const heardPlace = ({ isNew }: ChainStepView, at: number, of: number): string =>
  isNew ? l10n.t`Step ${at} of ${of}, in this change.` : l10n.t`Step ${at} of ${of}, already there.`;

/** A ring where the value comes from, a dot a step, a diamond where something is done with it. */
function glyph(role: ChainStepView['role']): VElement {
  const shape =
    role === 'sink'
      ? h('path', { at: { d: 'M10 3.2 16.8 10 10 16.8 3.2 10z' } })
      : h('circle', { at: { cx: 10, cy: 10, r: role === 'source' ? 5.5 : 3.2 } });
  return h('svg', { class: 'chain-glyph', at: { viewBox: '0 0 20 20', 'aria-hidden': 'true' } }, [shape]);
}
