import type { IndicatorAnswer } from '@ioc/server/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { go } from '../../../address/use-address.ts'
import { useText } from '../../../text/use-text.ts'
import { Chooser } from '../ask/Chooser.tsx'
import { useIndicatorGroups } from '../ask/IndicatorField.tsx'
import { useUnitGroups } from '../ask/UnitField.tsx'
import { viewsQuery } from '../saved/queries.ts'
import type { Settled } from '../settle.ts'
import type { View } from '../view.ts'
import { commandsOf } from './commands.ts'
import './palette.css'

interface Props {
  /** What is asked now; null while nothing is. */
  view: Settled | null
  indicators: readonly IndicatorAnswer[]
  change(changes: Partial<View>): void
}

/** Ctrl K: all that can be chosen, done or gone to from here, found by a few letters. */
export function Palette(props: Props) {
  const { t } = useText()
  const [isOpen, open] = useState(false)
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      // One thing is asked at a time.
      if (!document.querySelector('dialog[open]')) open(true)
    }
    window.addEventListener('keydown', heard)
    return () => window.removeEventListener('keydown', heard)
  }, [])
  return (
    <>
      <button type="button" className="palette-open" aria-keyshortcuts="Control+K Meta+K" onClick={() => open(true)}>
        {t('palette.open')} <kbd>Ctrl K</kbd>
      </button>
      {isOpen && <Commands {...props} onClose={() => open(false)} />}
    </>
  )
}

/** An indicator anew: what was chosen of another says nothing of it. */
const ANEW = { path: null, trail: [], where: [], picked: [], at: null, zoom: null, sort: null } satisfies Partial<View>

function Commands({ view, indicators: [first], change, onClose }: Props & { onClose(): void }) {
  const say = useText()
  const { t } = say
  const { data: views = [] } = useQuery(viewsQuery())
  const indicatorGroups = useIndicatorGroups()
  const unitGroups = useUnitGroups(view?.geo ?? null)
  const groups = [
    ...(view && first ? commandsOf(view, first, say) : []).map(({ name, commands }) => ({
      name,
      choices: commands.map(({ changes, ...named }) => ({ ...named, does: () => change(changes) })),
    })),
    {
      name: t('saved.views'),
      choices: views.map(({ id, name, by, search }) => ({ key: `view ${id}`, name, note: by, does: () => go(`?${search}`) })),
    },
    {
      name: t('palette.goTo'),
      choices: [
        { key: '/console', name: t('explore.desk'), does: () => location.assign('/console') },
        { key: '/wall', name: t('console.wall'), does: () => location.assign('/wall') },
      ],
    },
    ...indicatorGroups.map(({ name, choices }) => ({
      name,
      choices: choices.map((each) => ({ ...each, does: () => change({ ...ANEW, indicators: [each.key] }) })),
    })),
    ...(view ? unitGroups : []).map(({ name, choices }) => ({
      name,
      choices: choices.map((each) => ({
        ...each,
        does: () => change({ unit: each.key || null, picked: [], path: null, trail: [] }),
      })),
    })),
  ]
  // One key may be of several things: a unit, and what it is split by.
  const keyed = groups.map(({ name, choices }, group) => ({
    name,
    choices: choices.map((each) => ({ ...each, key: `${group} ${each.key}` })),
  }))
  return (
    <Chooser
      label={t('palette.label')}
      example={t('palette.example')}
      groups={keyed}
      onClose={onClose}
      onChoose={(key) => {
        onClose()
        keyed
          .flatMap(({ choices }) => choices)
          .find((each) => each.key === key)
          ?.does()
      }}
    />
  )
}
