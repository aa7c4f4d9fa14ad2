import type { ReactNode } from 'react'
import { ProofLink } from '../proof/ProofLink.tsx'
import { useSubject } from '../proof/SubjectContext.tsx'
import { useText } from '../text/use-text.ts'
import { Age } from '../ui/Age.tsx'
import { Mark } from '../ui/Mark.tsx'
import type { Trust } from './kind.ts'
import { markOf } from './mark.ts'
import { useNote } from './NoteContext.tsx'
import { TileExercise, useExercised } from './TileExercise.tsx'
import './tile-frame.css'
import { useBreath } from './use-breath.ts'

interface Props {
  tile: string
  title: string
  trust: Trust
  /** At the right of the name, before the state. */
  aside?: ReactNode
  /** In place of the state, for a tile that sums up several. */
  mark?: ReactNode
  /** Who answers for it; named once the number is past its first threshold. */
  owner?: string | null
  /** At the left of the foot, most needed first: what period, against what. A narrow tile keeps as many as fit, and says the age shorter. */
  foot?: readonly ReactNode[]
  /** The tile breathes once when this changes. */
  beat?: string | number | null
  children: ReactNode
}

/** Top to bottom: name and state, the picture, period at left and age at right. */
export function TileFrame({ tile, title, trust, aside, mark, owner = null, foot = [], beat = null, children }: Props) {
  const { t, span, title: say } = useText()
  const note = useNote()
  const subject = useSubject()
  const exercised = useExercised(tile)
  const own = markOf(trust)
  const parts = foot.filter(Boolean)
  // A narrow foot has room for the period or for how late the source is: there the state says the latter.
  const isLateAbove = !mark && trust.state === 'stale' && trust.lateBy > 0
  const hasFoot = parts.length > 0 || trust.lateBy > 0 || trust.receivedAt !== null
  return (
    <article
      ref={useBreath(beat)}
      className="tile"
      aria-label={title}
      // Where nothing in it can be come to, it can itself: a key fills the wall with it.
      tabIndex={subject ? undefined : 0}
      data-tile={tile}
      data-state={trust.state}
      data-level={trust.level ?? undefined}
      data-simulated={trust.simulated || undefined}
      data-exercised={exercised !== undefined || undefined}
    >
      {subject && <ProofLink className="tile-open" question={subject} aria-label={t('proof.open', { title })} />}
      <div className="tile-inside">
        <header className="tile-head">
          <h2 className="tile-title">{title}</h2>
          {aside && <span className="tile-aside">{aside}</span>}
          {mark ||
            (own && (
              <Mark tone={own.tone}>
                {t(own.text)}
                {isLateAbove && <span className="tile-tight">, {t('tile.lateShort', { span: span(trust.lateBy) })}</span>}
              </Mark>
            ))}
        </header>
        {exercised && <TileExercise {...exercised} />}
        <div className="tile-body">{children}</div>
        {owner && trust.level && trust.level !== 'good' && <p className="tile-owner">{owner}</p>}
        {note && <p className="tile-note">{say(note)}</p>}
        {hasFoot && (
          <footer className="tile-foot">
            <span className="tile-foot-left">
              {parts.map((part, index) => (
                <span key={index} className="tile-foot-part">
                  {part}
                </span>
              ))}
            </span>
            {trust.simulated && <span className="tile-simulated">{t('tile.simulated')}</span>}
            {trust.lateBy > 0 ? (
              <span className="tile-late" data-above={isLateAbove || undefined}>
                <span className="tile-roomy">{t('tile.late', { span: span(trust.lateBy) })}</span>
                <span className="tile-tight">{t('tile.lateShort', { span: span(trust.lateBy) })}</span>
              </span>
            ) : (
              trust.receivedAt && (
                <>
                  <span className="tile-roomy">
                    <Age at={trust.receivedAt} />
                  </span>
                  <span className="tile-tight">
                    <Age at={trust.receivedAt} isBare />
                  </span>
                </>
              )
            )}
          </footer>
        )}
      </div>
    </article>
  )
}
